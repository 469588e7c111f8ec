import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import type { ChunkScript } from "../src/chunk_contract.ts";
import { type Api, installApi } from "../src/core/api.ts";
import type { DecideResponse } from "../src/core/wire.ts";
import { type Body, flushMicrotasks } from "./fakes.ts";

let writeKey = "";
let keys = 0;
let requests: (Body & { context: { consent?: object; gpc?: boolean } })[];
let answer: Partial<DecideResponse>;
let scripts: ChunkScript[];
let api: Api & Record<string, (...args: unknown[]) => unknown>;

const events = (): Record<string, unknown>[] => requests.flatMap((body) => body.events);
const settle = (ms = 0): Promise<unknown> => vi.advanceTimersByTimeAsync(ms);
const stored = (): string[] => Object.keys(localStorage);
const load = async (options: object = {}): Promise<void> => {
  api = installApi([] as never, { url: "http://localhost:3000/tag.js", nonce: "" }) as typeof api;
  api.load?.(writeKey, options);
  await settle();
};
const call = async (method: string, ...args: unknown[]): Promise<void> => {
  api[method]?.(...args);
  await settle();
};

beforeEach(() => {
  vi.useFakeTimers();
  localStorage.clear();
  document.head.replaceChildren();
  writeKey = `consent-${++keys}`;
  requests = [];
  scripts = [];
  answer = {};
  vi.spyOn(document.head, "appendChild").mockImplementation((node) => {
    scripts.push(node as unknown as ChunkScript);
    return node;
  });
  vi.stubGlobal("fetch", async (_url: string, { body }: { body: string }) => {
    const request = JSON.parse(body);
    if (request.writeKey === writeKey) requests.push(request);
    const verdicts = request.events.map(({ messageId }: { messageId: string }) => ({
      messageId,
      verdict: "ok",
    }));
    return new Response(JSON.stringify({ verdicts, ...answer }));
  });
});
afterEach(async () => {
  await flushMicrotasks();
  vi.useRealTimers();
});

describe("consent required", () => {
  // First of all: the tags of other tests would hear the event too, and keep the choice.
  it("hears of the choice by an event, also before load", async () => {
    api = installApi([] as never, { url: "http://localhost:3000/tag.js", nonce: "" }) as typeof api;
    document.dispatchEvent(
      new CustomEvent("kizukai:consent", { bubbles: true, detail: { measurement: true } }),
    );
    api.load?.(writeKey, { consent: "required" });
    await settle();
    expect(events().map(({ type }) => type)).toEqual(["consent", "page"]);
  });

  it("keeps everything in memory, asks for nothing, and sends it all once it is given", async () => {
    await load({ consent: "required", dataLayer: true });
    await call("track", "Product Viewed", { product_id: "b1" });
    await call("identify", "u-1");
    window.dispatchEvent(new Event("pagehide"));
    await settle(120_000);
    expect(requests).toEqual([]);
    expect(scripts).toEqual([]);
    expect(stored()).toEqual([]);

    await call("consent", { measurement: true, assistance: false, unheard_of: true, marketing: "yes" });
    expect(events().map(({ type }) => type)).toEqual(["page", "track", "identify", "signal", "consent"]);
    expect(events()[4]).toMatchObject({ purposes: { measurement: true, assistance: false } });
    expect(requests[0]?.context.consent).toEqual({ measurement: true, assistance: false });
    expect(localStorage.getItem("kizukai_id")).toBe(requests[0]?.anonymousId);
    expect(scripts).toMatchObject([{ src: expect.stringContaining("data_layer.js") }]);
  });

  it("recognises a browser that consented earlier, with the events of before the choice", async () => {
    localStorage.setItem("kizukai_id", "known-browser");
    await load({ consent: "required" });
    await call("track", "A");
    await call("consent", { measurement: true });
    expect(requests.map(({ anonymousId }) => anonymousId)).toEqual(["known-browser"]);
    expect(events().map(({ type }) => type)).toEqual(["page", "track", "consent"]);
  });

  it("remembers the choice, and tells it once", async () => {
    await load({ consent: "required" });
    await call("consent", { measurement: true });
    await load({ consent: "required" });
    await call("consent", { measurement: true });
    expect(events().filter(({ type }) => type === "consent")).toHaveLength(1);
    expect(events().filter(({ type }) => type === "page")).toHaveLength(2);
  });

  it("that is refused stays silent for good, and keeps the refusal alone", async () => {
    await load({ consent: "required" });
    await call("consent", { measurement: false });
    await call("track", "A");
    window.dispatchEvent(new Event("pagehide"));
    await settle(120_000);
    expect(requests).toEqual([]);
    expect(stored()).toEqual(["kizukai_consent"]);
    expect((api.dropped as { no_consent?: number } | undefined)?.no_consent).toBe(3);
  });

  it("another tab's choice counts here, without being told twice", async () => {
    await load({ consent: "required" });
    const newValue = '{"measurement":true}';
    localStorage.setItem("kizukai_consent", newValue);
    window.dispatchEvent(new StorageEvent("storage", { key: "kizukai_consent", newValue }));
    await settle();
    expect(events().map(({ type }) => type)).toEqual(["page"]);
  });
});

describe("consent withdrawn", () => {
  it("is told as the last thing, and nothing but the choice stays behind", async () => {
    await load();
    const before = requests[0]?.anonymousId;
    await call("consent", { measurement: false });
    await call("track", "A");
    expect(events().map(({ type }) => type)).toEqual(["page", "consent"]);
    expect(requests[1]?.anonymousId).toBe(before);
    expect(stored()).toEqual(["kizukai_consent"]);
    await load();
    await settle(60_000);
    expect(requests).toHaveLength(2);
  });

  it("and given again begins as somebody new", async () => {
    await load();
    await call("consent", { measurement: false });
    await call("consent", { measurement: true });
    await call("track", "A");
    expect(events().map(({ type }) => type)).toEqual(["page", "consent", "consent", "track"]);
    expect(requests[2]?.anonymousId).not.toBe(requests[0]?.anonymousId);
  });

  it("of assistance alone goes on measuring", async () => {
    await load();
    await call("consent", { assistance: false });
    await call("track", "A");
    expect(events().map(({ type }) => type)).toEqual(["page", "consent", "track"]);
    expect(requests[2]?.context.consent).toEqual({ assistance: false });
  });
});

describe("opting out", () => {
  it("beats whatever a consent manager says, until opting in", async () => {
    await load();
    await call("optOut");
    expect(events()[1]).toMatchObject({
      purposes: { measurement: false, assistance: false, marketing: false },
    });
    await load();
    await call("consent", { measurement: true, assistance: true });
    await call("track", "A");
    expect(requests).toHaveLength(2);
    await call("optIn");
    await call("track", "B");
    expect(events().slice(2)).toMatchObject([
      { type: "consent", purposes: { measurement: true, assistance: true } },
      { type: "track", event: "B" },
    ]);
  });
});

describe("Global Privacy Control", () => {
  const withControl = (): void => {
    Object.defineProperty(navigator, "globalPrivacyControl", { value: true, configurable: true });
  };
  afterEach(() => void Reflect.deleteProperty(navigator, "globalPrivacyControl"));

  it("means no marketing, until the visitor grants it here", async () => {
    withControl();
    await load();
    expect(requests[0]?.context).toMatchObject({ gpc: true, consent: { marketing: false } });
    await call("consent", { marketing: true });
    expect(requests[1]?.context).toMatchObject({ gpc: true, consent: { marketing: true } });
  });

  it("is not claimed where it is off", async () => {
    await load();
    expect(requests[0]?.context).not.toHaveProperty("gpc");
    expect(requests[0]?.context).not.toHaveProperty("consent");
  });
});
