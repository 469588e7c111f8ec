/**
 * A bad way to the server: some requests never arrive, some arrive and their answer is lost, some are refused with 503 or
 * 429 as an overloaded machine on the way does it. What was asked, how often it reached the server, and which events the
 * client knows to be taken, is counted.
 */
import { createServer, type IncomingMessage, request, type Server, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { gunzipSync } from "node:zlib";
import { bodyOf } from "./body.ts";

/** What happens to the requests that carry events, in turn; afterwards all of them pass. */
export type Fault = "pass" | "503" | "429" | "lost request" | "lost answer";

export class FaultProxy {
  /** What happened to the requests that carried events. */
  readonly met: Fault[] = [];
  /** How often the server took each event: messageId by messageId. */
  readonly taken = new Map<string, number>();
  /** The events of which the client was told that they are taken. */
  readonly confirmed = new Set<string>();
  origin = "";

  private constructor(
    private readonly server: Server,
    private readonly target: URL,
    private readonly faults: Fault[],
  ) {}

  static async before(origin: string, faults: Fault[]): Promise<FaultProxy> {
    const server = createServer((asked, answer) => void proxy.take(asked, answer));
    const proxy = new FaultProxy(server, new URL(origin), [...faults]);
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
    proxy.origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
    return proxy;
  }

  async stop(): Promise<void> {
    this.server.closeAllConnections();
    await new Promise<void>((resolve) => this.server.close(() => resolve()));
  }

  private async take(asked: IncomingMessage, answer: ServerResponse): Promise<void> {
    const body = await bodyOf(asked);
    if (!body) return;
    if (asked.method !== "POST") return this.forward(asked, body, answer, "pass");
    const fault = this.faults.shift() ?? "pass";
    this.met.push(fault);
    if (fault === "lost request") {
      asked.socket.destroy();
    } else if (fault === "503" || fault === "429") {
      answer.writeHead(Number(fault), {
        "retry-after": "1",
        "access-control-allow-origin": "*",
        "access-control-expose-headers": "retry-after",
      });
      answer.end();
    } else {
      this.forward(asked, body, answer, fault);
    }
  }

  private forward(
    asked: IncomingMessage,
    body: Buffer,
    answer: ServerResponse,
    fault: "pass" | "lost answer",
  ): void {
    const { method, url: path, headers } = asked;
    const { hostname: host, port } = this.target;
    const onwards = request({ host, port, method, path, headers }, (given) => {
      const ids = method === "POST" && given.statusCode === 200 ? messageIds(body) : [];
      for (const id of ids) this.taken.set(id, (this.taken.get(id) ?? 0) + 1);
      if (fault === "lost answer") {
        given.resume().once("end", () => asked.socket.destroy());
        return;
      }
      answer.once("finish", () => {
        for (const id of ids) this.confirmed.add(id);
      });
      answer.writeHead(given.statusCode ?? 502, given.headers);
      given.pipe(answer);
    });
    onwards.once("error", () => asked.socket.destroy());
    onwards.end(body);
  }
}

/** Of one event or of a batch, gzipped or not. Not read as JSON: one client writes NaN, which is none. */
function messageIds(body: Buffer): string[] {
  const isGzip = body[0] === 0x1f && body[1] === 0x8b;
  const text = (isGzip ? gunzipSync(body) : body).toString();
  return [...text.matchAll(/"messageId":\s*"([^"]+)"/g)].map(([, id]) => id ?? "none");
}
