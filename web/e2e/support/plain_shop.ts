/**
 * A shop with pages of the test's own making, on the same origin as the tag and the decide endpoint (it passes those on
 * to the demo's server). Notes every request that a browser makes, and can refuse addresses, as a blocker would.
 */
import { readFileSync } from "node:fs";
import { createServer, type IncomingMessage, request, type Server, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { fileURLToPath } from "node:url";
import { onTestFinished } from "vitest";
import { bodyOf } from "./body.ts";
import type { Demo } from "./demo.ts";
import type { SentEvent } from "./visitor.ts";

const SNIPPET = fileURLToPath(new URL("../../tag/dist/snippet.js", import.meta.url));
export const NONCE = "bm9uY2U";

export interface PlainPage {
  /** Markup before the snippet. */
  before?: string;
  /** Calls after the snippet; `kizukai.load(KEY)` when left out. `KEY` is the write key as a text. */
  calls?: string;
  body?: string;
  headers?: Record<string, string>;
  /** Where the snippet finds the tag. */
  tagUrl?: string;
}

export interface Noted {
  method: string;
  path: string;
  cookie: string;
  /** Of decide requests. */
  events: SentEvent[];
  context: Record<string, unknown>;
  anonymousId?: string;
}

export class PlainShop {
  readonly noted: Noted[] = [];
  readonly pages = new Map<string, PlainPage>();
  /** Addresses that the browser cannot reach. */
  blocked: RegExp | undefined;
  /** Addresses below it are those of the server: `/kz/decide` is `/v1/decide`, `/kz/tag.js` is `/tag.js`. */
  firstPartyPath: string | undefined;

  private constructor(
    private readonly server: Server,
    private readonly demo: Demo,
  ) {}

  /** Open until the end of the test. */
  static async open(demo: Demo, pages: Record<string, PlainPage>): Promise<PlainShop> {
    const server = createServer();
    const shop = new PlainShop(server, demo);
    for (const path of Object.keys(pages)) shop.pages.set(path, pages[path] as PlainPage);
    server.on("request", (incoming, outgoing) => void shop.answer(incoming, outgoing));
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
    onTestFinished(async () => {
      server.closeAllConnections();
      await new Promise<void>((resolve) => server.close(() => resolve()));
    });
    return shop;
  }

  get origin(): string {
    return `http://127.0.0.1:${(this.server.address() as AddressInfo).port}`;
  }

  /** Every event that has reached this shop, oldest first. */
  get events(): SentEvent[] {
    return this.noted.flatMap(({ events }) => events);
  }

  private async answer(incoming: IncomingMessage, outgoing: ServerResponse): Promise<void> {
    const body = await bodyOf(incoming);
    if (!body) return;
    const path = (incoming.url ?? "/").split("?")[0] as string;
    this.note(incoming, path, body);
    if (this.blocked?.test(path)) {
      outgoing.destroy();
      return;
    }
    const page = this.pages.get(path);
    if (page) {
      outgoing.writeHead(200, { "content-type": "text/html; charset=utf-8", ...page.headers });
      outgoing.end(this.render(page));
      return;
    }
    if (path === "/favicon.ico") {
      outgoing.writeHead(204).end();
      return;
    }
    this.pass(incoming, outgoing, body);
  }

  private pass(incoming: IncomingMessage, outgoing: ServerResponse, body: Buffer): void {
    const { hostname, port, host } = new URL(this.demo.origin);
    let path = incoming.url ?? "/";
    if (this.firstPartyPath && path.startsWith(`${this.firstPartyPath}/`)) {
      path = path.slice(this.firstPartyPath.length).replace(/^\/decide/, "/v1/decide");
    }
    const headers = { ...incoming.headers, host };
    const forward = request({ host: hostname, port, method: incoming.method, path, headers });
    forward.on("response", (answer) => {
      outgoing.writeHead(answer.statusCode ?? 502, answer.headers);
      answer.pipe(outgoing);
    });
    forward.on("error", () => outgoing.destroy());
    forward.end(body);
  }

  private note(incoming: IncomingMessage, path: string, body: Buffer): void {
    const decide = incoming.method === "POST" && /\/decide$/.test(path);
    const sent = decide ? JSON.parse(body.toString()) : {};
    const { events = [], context = {}, anonymousId } = sent as Partial<Noted>;
    this.noted.push({
      method: incoming.method ?? "",
      path,
      cookie: incoming.headers.cookie ?? "",
      events,
      context,
      ...(anonymousId === undefined ? {} : { anonymousId }),
    });
  }

  private render({
    before = "",
    calls = "kizukai.load(KEY)",
    body = "",
    tagUrl = "/tag.js",
  }: PlainPage): string {
    const snippet = readFileSync(SNIPPET, "utf8").replace('"/tag.js"', JSON.stringify(tagUrl));
    const key = JSON.stringify(this.demo.config.writeKey);
    return `<!doctype html><html lang="ja"><head><meta charset="utf-8"><title>ためしの店</title>
<meta name="viewport" content="width=device-width">${before}
<script nonce="${NONCE}">${snippet}${calls.replaceAll("KEY", key)};</script></head>
<body><main><h1>ためしの店</h1><p>うつわと布の店です。</p>${body}</main></body></html>`;
  }
}
