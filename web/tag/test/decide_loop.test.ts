import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { createDecideLoop } from "../src/core/decide_loop.ts";
import { createQueue } from "../src/core/queue.ts";
import type { RequestContext } from "../src/core/wire.ts";
import { fakeStore, fakeTransport, flushMicrotasks } from "./fakes.ts";

function setUp() {
  const store = fakeStore();
  const queue = createQueue(store, "key");
  const transport = fakeTransport();
  const host = {
    writeKey: "key",
    person: "anon-one",
    anonymousId: () => host.person,
    user: undefined as string | undefined,
    userId: () => host.user,
    maySend: () => true,
    context: () => ({ locale: "ja" }) as RequestContext,
    showing: () => [{ enrolment: "e1", step: "ask" }],
    epoch: () => 1,
    onResponse: vi.fn(),
    onRejected: vi.fn(),
  };
  const loop = createDecideLoop(queue, transport, host);
  const add = (messageId: string, urgent = true): void => {
    const json = JSON.stringify({ type: "track", messageId });
    queue.add({ messageId, json, anonymousId: host.person, atMs: Date.now() });
    loop.wake(urgent);
  };
  const sentIds = (): unknown[][] =>
    transport.sent.map((body) => body.events.map(({ messageId }) => messageId));
  return { store, queue, transport, host, loop, add, sentIds };
}

beforeEach(() => {
  vi.useFakeTimers();
  vi.spyOn(Math, "random").mockReturnValue(0);
});
afterEach(() => void vi.useRealTimers());

describe("decide loop", () => {
  it("sends what one job brings in one request, at its end", async () => {
    const { add, sentIds, transport } = setUp();
    add("a");
    add("b");
    expect(transport.sent).toEqual([]);
    await flushMicrotasks();
    expect(sentIds()).toEqual([["a", "b"]]);
    expect(transport.sent[0]).toMatchObject({
      writeKey: "key",
      anonymousId: "anon-one",
      context: { locale: "ja" },
      showing: [{ enrolment: "e1", step: "ask" }],
    });
  });

  it("gathers the tracks of a task", async () => {
    const { add, sentIds } = setUp();
    add("a", false);
    await flushMicrotasks();
    add("b", false);
    expect(sentIds()).toEqual([]);
    await vi.advanceTimersByTimeAsync(0);
    expect(sentIds()).toEqual([["a", "b"]]);
  });

  it("has one request in flight; later events wait for the next", async () => {
    const { add, sentIds, transport } = setUp();
    add("a");
    await flushMicrotasks();
    add("b");
    add("c", false);
    await vi.advanceTimersByTimeAsync(50);
    expect(sentIds()).toEqual([["a"]]);
    await transport.answer();
    expect(sentIds()).toEqual([["a"], ["b", "c"]]);
  });

  it("retries a failure in order, with pauses that double, and tells of later events too", async () => {
    const { add, sentIds, transport } = setUp();
    add("a");
    await flushMicrotasks();
    await transport.settle({ kind: "failed" });
    add("b");
    await vi.advanceTimersByTimeAsync(499);
    expect(transport.sent).toHaveLength(1);
    await vi.advanceTimersByTimeAsync(1);
    expect(sentIds()).toEqual([["a"], ["a", "b"]]);
    await transport.settle({ kind: "failed" });
    await vi.advanceTimersByTimeAsync(999);
    expect(transport.sent).toHaveLength(2);
    await vi.advanceTimersByTimeAsync(1);
    expect(transport.sent).toHaveLength(3);
  });

  it("never pauses longer than a minute of its own accord", async () => {
    const { add, transport } = setUp();
    add("a");
    await flushMicrotasks();
    for (let i = 0; i < 12; i++) {
      await transport.settle({ kind: "failed" });
      await vi.advanceTimersByTimeAsync(60_000);
      expect(transport.sent).toHaveLength(i + 2);
    }
  });

  it("honours Retry-After, even when the network comes back", async () => {
    const { add, loop, transport } = setUp();
    add("a");
    await flushMicrotasks();
    await transport.settle({ kind: "failed", retryAfterMs: 20_000 });
    loop.hurry();
    await vi.advanceTimersByTimeAsync(19_999);
    expect(transport.sent).toHaveLength(1);
    await vi.advanceTimersByTimeAsync(1);
    expect(transport.sent).toHaveLength(2);
  });

  it("does not sit out its own pause when the network comes back", async () => {
    const { add, loop, transport } = setUp();
    add("a");
    await flushMicrotasks();
    await transport.settle({ kind: "failed" });
    loop.hurry();
    expect(transport.sent).toHaveLength(2);
  });

  it("sends again only what the verdict asks for", async () => {
    const { add, host, sentIds, transport } = setUp();
    add("a");
    add("b");
    await flushMicrotasks();
    await transport.answer({
      verdicts: [
        { messageId: "a", verdict: "retry" },
        { messageId: "b", verdict: "dropped", reason: "stale_step" },
      ],
    });
    expect(host.onResponse.mock.calls[0]?.[3]).toEqual(new Set(["b"]));
    await vi.advanceTimersByTimeAsync(500);
    expect(sentIds()).toEqual([["a", "b"], ["a"]]);
  });

  it("gives up what the server rejects, and counts it", async () => {
    const { add, host, queue, transport } = setUp();
    add("a");
    await flushMicrotasks();
    await transport.settle({ kind: "rejected", status: 401 });
    await vi.advanceTimersByTimeAsync(100_000);
    expect(transport.sent).toHaveLength(1);
    expect(queue.dropped.rejected).toBe(1);
    expect(host.onRejected).toHaveBeenCalledWith(new Set(["a"]));
  });

  it("asks with no events, and asks again when that failed", async () => {
    const { loop, sentIds, transport } = setUp();
    loop.ask();
    await flushMicrotasks();
    await transport.settle({ kind: "failed" });
    await vi.advanceTimersByTimeAsync(500);
    expect(sentIds()).toEqual([[], []]);
    await transport.answer();
    await vi.advanceTimersByTimeAsync(100_000);
    expect(transport.sent).toHaveLength(2);
  });

  it("asks for the new person after clearing up after the old one", async () => {
    const { add, host, loop, transport } = setUp();
    add("a");
    host.person = "anon-two";
    loop.ask();
    await flushMicrotasks();
    await transport.answer();
    expect(transport.sent.map(({ anonymousId }) => anonymousId)).toEqual(["anon-one", "anon-two"]);
  });

  it("hands everything unacknowledged to the beacon of a closing page, what is in flight too", async () => {
    const { add, loop, store, transport } = setUp();
    add("a");
    await flushMicrotasks();
    add("b");
    loop.leave();
    expect(transport.beacons).toMatchObject([
      { closing: true, events: [{ messageId: "a" }, { messageId: "b" }] },
    ]);
    expect(store.entries.size).toBe(0);
  });

  it("sends no beacon when nothing waits", () => {
    const { loop, transport } = setUp();
    loop.leave();
    expect(transport.beacons).toEqual([]);
  });

  it("stores what no beacon takes, for the next page", async () => {
    const { add, loop, store, transport } = setUp();
    transport.beaconWorks = false;
    add("a");
    loop.leave();
    expect(createQueue(store, "key").head(10, 1e6)).toMatchObject([{ messageId: "a" }]);
  });

  it("keeps unsent events in storage while the network fails, and clears them when it works", async () => {
    const { add, store, transport } = setUp();
    add("a");
    await flushMicrotasks();
    await transport.settle({ kind: "failed" });
    expect(store.entries.size).toBe(1);
    await vi.advanceTimersByTimeAsync(500);
    await transport.answer();
    expect(store.entries.size).toBe(0);
  });
});
