import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import type { ChunkScript } from "../src/chunk_contract.ts";
import { type Api, installApi } from "../src/core/api.ts";
import { createQueue } from "../src/core/queue.ts";
import { openStore } from "../src/core/storage.ts";
import type { DecideResponse } from "../src/core/wire.ts";
import { createSignalsPart } from "../src/signals/index.ts";
import { type Body, setHidden } from "./fakes.ts";

/**
 * The whole core against a pretended network. A tag lives as long as its document, so those of earlier tests still
 * listen: each test has its own write key and looks at its own requests.
 */
let writeKey = "";
let keys = 0;
let respond: (body: Body) => Partial<DecideResponse>;
let requests: Body[];
let urls: string[];
let scripts: ChunkScript[];
let api: Api & Record<string, (...args: unknown[]) => unknown>;

const events = (): Record<string, unknown>[] => requests.flatMap((body) => body.events);
const types = (): unknown[] => events().map(({ type }) => type);
const settle = (ms = 0): Promise<unknown> => vi.advanceTimersByTimeAsync(ms);
const install = (stub: object = {}): void => {
  api = installApi(stub as never, { url: "http://localhost:3000/tag.js", nonce: "n0nce" }) as typeof api;
};
/** A chunk that was asked for arrives. */
const arrive = (name: string, value: unknown): void =>
  scripts.find(({ src }) => src.includes(`/${name}.js`))?.kizukai?.ready(value);
const load = async (options: object = {}): Promise<void> => {
  api.load?.(writeKey, options);
  await settle();
};

beforeEach(() => {
  vi.useFakeTimers();
  localStorage.clear();
  document.head.replaceChildren();
  history.replaceState(null, "", "http://localhost:3000/");
  setHidden(false);
  writeKey = `key-${++keys}`;
  requests = [];
  urls = [];
  scripts = [];
  const append = document.head.appendChild.bind(document.head);
  vi.spyOn(document.head, "appendChild").mockImplementation((node) => {
    if (node.nodeName !== "SCRIPT") return append(node);
    scripts.push(node as unknown as ChunkScript);
    return node;
  });
  respond = () => ({});
  vi.stubGlobal("fetch", async (url: string, { body }: { body: string }) => {
    const request = JSON.parse(body) as Body;
    const mine = request.writeKey === writeKey;
    if (mine) {
      requests.push(request);
      urls.push(url);
    }
    const verdicts = request.events.map(({ messageId }) => ({ messageId, verdict: "ok" }));
    return new Response(JSON.stringify({ verdicts, ...(mine ? respond(request) : {}) }));
  });
  install();
});
afterEach(() => void vi.useRealTimers());

describe("load", () => {
  it("waits on a page that is made beforehand until somebody goes there", async () => {
    const page = document as { prerendering?: boolean };
    page.prerendering = true;
    await load();
    api.track?.("Shelf Seen");
    await settle();
    expect(requests).toEqual([]);
    delete page.prerendering;
    document.dispatchEvent(new Event("prerenderingchange"));
    await settle();
    const types = requests.flatMap(({ events }) => events.map(({ type }) => type));
    expect(types.sort()).toEqual(["page", "track"]);
  });

  it("sends the first page view by itself, Segment shaped", async () => {
    document.title = "カート";
    history.replaceState(null, "", "/cart?from=mail");
    await load({ locale: "ja" });
    expect(urls).toEqual(["http://localhost:3000/v1/decide"]);
    const page = {
      path: "/cart",
      search: "?from=mail",
      title: "カート",
      url: "http://localhost:3000/cart?from=mail",
    };
    expect(requests[0]).toMatchObject({
      anonymousId: expect.stringMatching(/^[0-9a-f]{32}$/),
      sentAt: expect.stringMatching(/^\d{4}-\d\d-\d\dT/),
      context: { page, locale: "ja", device: { type: "desktop" } },
      showing: [],
    });
    expect(events()).toMatchObject([{ type: "page", properties: page, context: { page } }]);
  });

  it("sends one page view when the page calls page() itself, with what is called beside it", async () => {
    api.load?.(writeKey);
    api.identify?.("u-1", { rank: "gold" });
    api.page?.("買い物", "カート", { size: 3 });
    api.track?.("Cart Viewed", { value: 100 });
    await settle(100);
    expect(requests).toHaveLength(1);
    expect(events()).toMatchObject([
      { type: "identify", userId: "u-1", traits: { rank: "gold" } },
      { type: "page", category: "買い物", name: "カート", properties: { size: 3, path: "/" } },
      { type: "track", event: "Cart Viewed", properties: { value: 100 } },
    ]);
  });

  it("replays what the snippet has queued, and what was called before load", async () => {
    const ready = vi.fn();
    install([
      ["track", "Early"],
      ["on", "ready", ready],
      ["load", writeKey],
      ["track", "Late"],
    ]);
    await settle();
    expect(types()).toEqual(["track", "track", "page"]);
    expect(ready).toHaveBeenCalledExactlyOnceWith({ anonymousId: requests[0]?.anonymousId });
  });

  it("tells ready also to those who ask late", async () => {
    await load();
    const ready = vi.fn();
    api.ready?.(ready);
    expect(ready).toHaveBeenCalledOnce();
  });

  it("talks to another endpoint when told", async () => {
    await load({ endpoint: "https://k.example/" });
    expect(urls).toEqual(["https://k.example/v1/decide"]);
  });

  it("happens once", async () => {
    await load();
    await load();
    expect(types()).toEqual(["page"]);
  });
});

describe("a single-page shop", () => {
  it("sends a page view at each change of address, with the page before as referrer", async () => {
    await load();
    history.pushState(null, "", "/products/1");
    document.title = "リネンのシャツ";
    await settle();
    expect(events()[1]).toMatchObject({
      type: "page",
      properties: { path: "/products/1", title: "リネンのシャツ", referrer: "http://localhost:3000/" },
    });
  });

  it("does not for a fragment, and does for a route in the fragment", async () => {
    await load();
    history.replaceState(null, "", "/#reviews");
    await settle();
    expect(requests).toHaveLength(1);
    history.pushState(null, "", "/#/cart");
    await settle();
    expect(types()).toEqual(["page", "page"]);
  });

  it("counts a redirect within a task, and the shop's own page() call, once", async () => {
    await load();
    history.pushState(null, "", "/a");
    history.replaceState(null, "", "/b");
    api.page?.("B");
    await settle(100);
    expect(events().slice(1)).toMatchObject([{ name: "B", properties: { path: "/b" } }]);
  });
});

describe("signals", () => {
  it("are reported without a campaign, at once, when armed", async () => {
    respond = () => ({ armed: [{ campaign: "cart", signal: "dwell", params: { seconds: 5 } }] });
    await load();
    arrive("signals", createSignalsPart);
    await settle(5_000);
    expect(events()[1]).toMatchObject({ type: "signal", name: "dwell", properties: { seconds: 5 } });
    expect(events()[1]).not.toHaveProperty("campaign");
  });

  it("armed for the page before are dropped with it", async () => {
    respond = ({ context }) =>
      context.page.path === "/"
        ? { armed: [{ campaign: "c", signal: "dwell", params: { seconds: 5 } }] }
        : {};
    await load();
    arrive("signals", createSignalsPart);
    history.pushState(null, "", "/next");
    await settle(60_000);
    expect(types()).toEqual(["page", "page"]);
  });

  it("bring the renderer before it is needed", async () => {
    respond = () => ({ armed: [{ campaign: "cart", signal: "dwell", params: { seconds: 500 } }] });
    await load();
    await settle(2_000);
    expect(scripts).toMatchObject([
      { src: "http://localhost:3000/tag/signals.js?v=test", nonce: "n0nce", async: true },
      { src: "http://localhost:3000/tag/renderer.js?v=test", nonce: "n0nce", async: true },
    ]);
  });
});

describe("open waits", () => {
  it("are asked about with no events when due", async () => {
    respond = ({ events }) => (events.length > 0 ? { next_check_ms: 3_000 } : {});
    await load();
    await settle(2_999);
    expect(requests).toHaveLength(1);
    await settle(1);
    expect(requests[1]?.events).toEqual([]);
    await settle(60_000);
    expect(requests).toHaveLength(2);
  });

  it("are asked about by a visible tab only, and at once when it becomes visible again", async () => {
    respond = () => ({ next_check_ms: 3_000 });
    await load();
    setHidden(true);
    await settle(10_000);
    expect(requests).toHaveLength(1);
    setHidden(false);
    await settle();
    expect(requests).toHaveLength(2);
  });

  it("no wait and nothing showing: coming back costs no request", async () => {
    await load();
    setHidden(true);
    setHidden(false);
    await settle();
    expect(requests).toHaveLength(1);
  });
});

describe("what the visitor is doing", () => {
  it("is checkout when the page says so", async () => {
    document.head.innerHTML = '<meta name="kizukai:activity" content="checkout">';
    await load();
    expect(requests[0]?.context.activity).toBe("checkout");
  });

  it("is typing within five seconds of input into a focused field", async () => {
    await load();
    const field = document.body.appendChild(document.createElement("input"));
    field.focus();
    field.dispatchEvent(new Event("input", { bubbles: true, composed: true }));
    api.track?.("A");
    await settle();
    await settle(5_000);
    api.track?.("B");
    await settle();
    field.remove();
    expect(requests.map(({ context }) => context.activity)).toEqual([undefined, "typing", undefined]);
  });
});

describe("reset", () => {
  it("begins a new person, and asks for what that person may see", async () => {
    await load();
    api.identify?.("u-1");
    api.reset?.();
    api.identify?.({ likes: "linen" });
    await settle(10);
    const ids = requests.map(({ anonymousId }) => anonymousId);
    expect(new Set(ids).size).toBe(2);
    expect(events()[1]).toMatchObject({ type: "identify", userId: "u-1" });
    expect(events()[2]).toMatchObject({ type: "identify", traits: { likes: "linen" } });
    expect(events()[2]).not.toHaveProperty("userId");
  });
});

describe("leaving", () => {
  it("hands what is unsent to the beacon, or to the next page when there is no beacon", async () => {
    await load();
    const beacon = vi.fn(() => true);
    vi.stubGlobal("navigator", { sendBeacon: beacon, language: "ja" });
    api.track?.("Last word");
    window.dispatchEvent(new Event("pagehide"));
    expect(beacon).toHaveBeenCalledWith("http://localhost:3000/v1/decide", expect.any(Blob));

    vi.stubGlobal("navigator", { language: "ja" });
    api.track?.("Very last word");
    // In this order when a browser navigates.
    window.dispatchEvent(new Event("pagehide"));
    setHidden(true);
    const nextPage = createQueue(openStore(), writeKey);
    expect(nextPage.head(10, 1e6).map(({ json }) => JSON.parse(json).event)).toEqual(["Very last word"]);
  });
});

describe("the signal of a page that is left", () => {
  let beacons: Body[];
  const timing = (fields: object): void => {
    vi.spyOn(performance, "getEntriesByType").mockReturnValue([fields] as never);
  };
  const leaves = (): Record<string, unknown>[] =>
    [...requests, ...beacons]
      .flatMap((body) => body.events)
      .filter(({ type, name }) => type === "signal" && name === "page_leave");
  const pageHides = (): boolean => window.dispatchEvent(new Event("pagehide"));

  beforeEach(() => {
    beacons = [];
    vi.stubGlobal(
      "Blob",
      class {
        constructor(readonly parts: [string]) {}
      },
    );
    const sendBeacon = (_: string, { parts: [text] }: { parts: [string] }): boolean => {
      const body = JSON.parse(text) as Body;
      if (body.writeKey === writeKey) beacons.push(body);
      return true;
    };
    vi.stubGlobal("navigator", { sendBeacon, language: "ja" });
    timing({ type: "navigate", startTime: 3, loadEventEnd: 1_234.4 });
  });

  it("goes with the closing beacon, and tells how long the page took to load", async () => {
    await load();
    api.track?.("Last word");
    pageHides();
    setHidden(true);
    await settle(1_000);
    expect(beacons).toMatchObject([{ closing: true, events: [{ type: "track" }, { type: "signal" }] }]);
    expect(leaves()).toMatchObject([
      { name: "page_leave", properties: { load_ms: 1_231 }, context: { page: { path: "/" } } },
    ]);
  });

  it("goes when the page is hidden, since a phone may never say more, and once for a page", async () => {
    await load();
    for (const hidden of [true, false, true]) setHidden(hidden);
    pageHides();
    await settle();
    expect(beacons).toMatchObject([{ closing: true, events: [{ name: "page_leave" }] }]);
    expect(requests).toHaveLength(1);
  });

  it("waits its turn behind what a hidden page has still to send", async () => {
    await load();
    api.track?.("Cart Viewed");
    setHidden(true);
    await settle();
    expect(beacons).toEqual([]);
    expect(types()).toEqual(["page", "track", "signal"]);
  });

  it("says nothing of the time while the page is loading, or where the browser does not tell", async () => {
    timing({ type: "navigate", startTime: 0, loadEventEnd: 0 });
    await load();
    pageHides();
    expect(leaves().map(({ properties }) => properties)).toEqual([{}]);
  });

  it("comes again for the next page of a single-page shop, which was not loaded", async () => {
    await load();
    pageHides();
    history.pushState(null, "", "/products/1");
    await settle();
    pageHides();
    expect(leaves()).toMatchObject([
      { properties: { load_ms: 1_231 } },
      { properties: {}, context: { page: { path: "/products/1" } } },
    ]);
  });

  it("is not sent for a visitor who wants no measurement", async () => {
    await load();
    api.optOut?.();
    await settle();
    pageHides();
    expect(leaves()).toEqual([]);
  });
});

describe("other calls", () => {
  it("group and alias have Segment's shape", async () => {
    await load();
    api.group?.("g-1", { name: "店" });
    api.alias?.("u-2");
    await settle();
    expect(events().slice(1)).toMatchObject([
      { type: "group", groupId: "g-1", traits: { name: "店" } },
      { type: "alias", userId: "u-2", previousId: requests[0]?.anonymousId },
    ]);
  });

  it("the page hears of each decision, until it stops listening", async () => {
    const heard = vi.fn();
    api.on?.("decide", heard);
    await load();
    api.off?.("decide", heard);
    api.track?.("A");
    await settle();
    expect(heard).toHaveBeenCalledOnce();
  });

  it("drop and count an event that is too large", async () => {
    await load();
    api.track?.("Big", { text: "あ".repeat(20_000) });
    await settle();
    expect(types()).toEqual(["page"]);
    expect(api.dropped).toMatchObject({ too_large: 1 });
  });
});

describe("the page", () => {
  it("never gets an exception, whatever it passes", async () => {
    await load();
    const circular: Record<string, unknown> = {};
    circular.self = circular;
    const hostile = {
      toJSON: () => {
        throw new Error("no");
      },
    };
    const junk = [undefined, null, 0, "", Number.NaN, [], circular, hostile, Symbol("s"), 10n, () => {}];
    for (const method of ["load", "page", "track", "identify", "group", "alias", "on", "off", "ready"]) {
      for (const value of junk) {
        expect(() => api[method]?.(value, value, value)).not.toThrow();
        expect(() => api[method]?.("word", value)).not.toThrow();
      }
    }
    for (const value of junk) expect(() => api.push(value as never)).not.toThrow();
    await settle(100);
    requests = [];
    api.track?.("Still alive");
    await settle();
    expect(events()).toMatchObject([{ event: "Still alive" }]);
  });

  it("works with storage, cookies and network blocked, and sends when the network is back", async () => {
    const denied = (): never => {
      throw new DOMException("denied", "SecurityError");
    };
    vi.spyOn(window, "localStorage", "get").mockImplementation(denied);
    vi.spyOn(document, "cookie", "get").mockImplementation(denied);
    const working = fetch;
    vi.stubGlobal("fetch", () => Promise.reject(new TypeError("blocked")));
    await load();
    api.track?.("A");
    await settle(10);
    vi.stubGlobal("fetch", working);
    window.dispatchEvent(new Event("online"));
    await settle();
    expect(types()).toEqual(["page", "track"]);
  });
});
