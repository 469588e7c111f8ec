/**
 * Stands between browser and server and notes every decide request, beacons of closing pages included (a browser's
 * own tools do not show their bodies). It can hold requests or answers back, as a slow network would.
 */
import { createServer, type IncomingMessage, request, type Server, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { bodyOf } from "./body.ts";
import type { Demo } from "./demo.ts";
import type { SentEvent } from "./visitor.ts";

export interface Tapped {
  closing: boolean;
  events: SentEvent[];
  /** The server has answered, whether or not the browser was told. */
  answered: boolean;
}

export type Hold = "nothing" | "requests" | "answers";

export class Wiretap {
  readonly tapped: Tapped[] = [];
  /** Applies to decide requests of living pages; beacons always pass. */
  hold: Hold = "nothing";

  private constructor(
    private readonly server: Server,
    private readonly target: URL,
  ) {}

  static async before(demo: Demo): Promise<Wiretap> {
    const server = createServer();
    const tap = new Wiretap(server, new URL(demo.origin));
    server.on("request", (incoming, outgoing) => void tap.pass(incoming, outgoing));
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
    return tap;
  }

  get origin(): string {
    return `http://127.0.0.1:${(this.server.address() as AddressInfo).port}`;
  }

  async close(): Promise<void> {
    this.server.closeAllConnections();
    await new Promise<void>((resolve) => this.server.close(() => resolve()));
  }

  private async pass(incoming: IncomingMessage, outgoing: ServerResponse): Promise<void> {
    const body = await bodyOf(incoming);
    if (!body) return;
    const noted = incoming.url === "/v1/decide" ? this.note(body) : undefined;
    const hold = noted && !noted.closing ? this.hold : "nothing";
    if (hold === "requests") return;
    const { host, port } = this.target;
    const headers = { ...incoming.headers, host };
    const forward = request({
      host: "127.0.0.1",
      port,
      method: incoming.method,
      path: incoming.url,
      headers,
    });
    forward.on("response", (answer) => {
      if (noted) noted.answered = true;
      if (hold === "answers") {
        answer.resume();
        return;
      }
      outgoing.writeHead(answer.statusCode ?? 502, answer.headers);
      answer.pipe(outgoing);
    });
    forward.on("error", () => outgoing.destroy());
    forward.end(body);
  }

  private note(body: Buffer): Tapped {
    const { closing = false, events = [] } = JSON.parse(body.toString()) as Partial<Tapped>;
    const noted = { closing, events, answered: false };
    this.tapped.push(noted);
    return noted;
  }
}
