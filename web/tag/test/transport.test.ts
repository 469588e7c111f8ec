import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { REQUEST_TIMEOUT_MS } from "../src/core/limits.ts";
import { createTransport, parseRetryAfterMs } from "../src/core/transport.ts";

beforeEach(() => void vi.useFakeTimers({ now: new Date("2026-11-22T00:00:00Z") }));
afterEach(() => void vi.useRealTimers());

const answering = (body: string, init: ResponseInit = {}): void => {
  vi.stubGlobal("fetch", async () => new Response(body, init));
};
const post = () => createTransport("http://localhost:3000", () => {}).post("{}");

describe("transport", () => {
  it("hands over a decide response", async () => {
    answering('{"verdicts":[],"show":[]}');
    expect(await post()).toEqual({ kind: "answered", response: { verdicts: [], show: [] } });
  });

  it.each(["<html>Please log in to the Wi-Fi</html>", "null", "[]", "{}"])(
    "takes 200 with %s for a failure to retry",
    async (body) => {
      answering(body);
      expect(await post()).toEqual({ kind: "failed" });
    },
  );

  it.each([500, 502, 503, 429, 408])("retries %i", async (status) => {
    answering("", { status });
    expect(await post()).toEqual({ kind: "failed" });
  });

  it.each([400, 401, 404, 413])("does not retry %i", async (status) => {
    answering("", { status });
    expect(await post()).toEqual({ kind: "rejected", status });
  });

  it("passes Retry-After on", async () => {
    answering("", { status: 429, headers: { "Retry-After": "7" } });
    expect(await post()).toEqual({ kind: "failed", retryAfterMs: 7_000 });
  });

  it("takes a blocked network, a missing fetch and a missing beacon calmly", async () => {
    vi.stubGlobal("fetch", () => Promise.reject(new TypeError("blocked")));
    expect(await post()).toEqual({ kind: "failed" });
    vi.stubGlobal("fetch", undefined);
    expect(await post()).toEqual({ kind: "failed" });
    vi.stubGlobal("navigator", {});
    expect(createTransport("http://localhost:3000", () => {}).beacon("{}")).toBe(false);
  });

  it("gives a silent server up after its time", async () => {
    vi.stubGlobal(
      "fetch",
      (_: string, { signal }: RequestInit) =>
        new Promise((_resolve, reject) =>
          signal?.addEventListener("abort", () => reject(new Error("aborted"))),
        ),
    );
    const outcome = post();
    await vi.advanceTimersByTimeAsync(REQUEST_TIMEOUT_MS);
    expect(await outcome).toEqual({ kind: "failed" });
  });

  it.each([
    ["120", 120_000],
    ["Sun, 22 Nov 2026 00:00:30 GMT", 30_000],
    ["Sat, 21 Nov 2026 00:00:30 GMT", 0],
    ["999999", 3_600_000],
    ["soon", undefined],
    [null, undefined],
  ])("reads Retry-After %s", (header, expected) => {
    expect(parseRetryAfterMs(header)).toBe(expected);
  });
});
