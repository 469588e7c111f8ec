import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { MAX_EVENT_AGE_MS, MAX_QUEUED_EVENTS, MAX_STORED_CHARS, QUEUE_LEASE_MS } from "../src/core/limits.ts";
import { createQueue, type Entry } from "../src/core/queue.ts";
import { fakeStore } from "./fakes.ts";

const entry = (messageId: string, more: Partial<Entry> = {}): Entry => ({
  messageId,
  json: `{"messageId":"${messageId}"}`,
  anonymousId: "anon-one",
  atMs: Date.now(),
  ...more,
});
const ids = (entries: Entry[]): string[] => entries.map(({ messageId }) => messageId);

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

describe("queue", () => {
  it("drops the oldest beyond its bound and counts it", () => {
    const queue = createQueue(fakeStore(), "key");
    for (let i = 0; i < MAX_QUEUED_EVENTS + 3; i++) queue.add(entry(`m${i}`));
    expect(queue.dropped.overflow).toBe(3);
    expect(ids(queue.head(1, 1e6))).toEqual(["m3"]);
  });

  it("gives up what is older than the server's memory of messageIds", () => {
    const queue = createQueue(fakeStore(), "key");
    queue.add(entry("old"));
    vi.advanceTimersByTime(MAX_EVENT_AGE_MS + 1);
    queue.add(entry("new"));
    expect(ids(queue.head(10, 1e6))).toEqual(["new"]);
    expect(queue.dropped.expired).toBe(1);
  });

  it("never mixes two people in one request", () => {
    const queue = createQueue(fakeStore(), "key");
    queue.add(entry("a"));
    queue.add(entry("b", { anonymousId: "anon-two" }));
    queue.add(entry("c", { anonymousId: "anon-two" }));
    expect(ids(queue.head(10, 1e6))).toEqual(["a"]);
    queue.remove(queue.head(10, 1e6));
    expect(ids(queue.head(10, 1e6))).toEqual(["b", "c"]);
  });

  it("keeps to the bytes of a request, but always sends at least one", () => {
    const queue = createQueue(fakeStore(), "key");
    queue.add(entry("a", { json: `{"text":"${"あ".repeat(40)}"}` }));
    queue.add(entry("b"));
    expect(ids(queue.head(10, 100))).toEqual(["a"]);
    expect(ids(queue.head(10, 1000))).toEqual(["a", "b"]);
  });

  it("writes nothing while sending works", () => {
    const store = fakeStore();
    const queue = createQueue(store, "key");
    queue.add(entry("a"));
    queue.release();
    expect(store.entries.size).toBe(0);
  });

  it("hands what is left over to the next page, once", () => {
    const store = fakeStore();
    const first = createQueue(store, "key");
    first.add(entry("a"));
    first.save(true);
    expect(ids(createQueue(store, "key").head(10, 1e6))).toEqual(["a"]);
    expect(createQueue(store, "key").head(10, 1e6)).toEqual([]);
  });

  it("leaves the queue of a living page alone until its lease ends", () => {
    const store = fakeStore();
    const living = createQueue(store, "key");
    living.add(entry("a"));
    living.save();
    expect(createQueue(store, "key").head(10, 1e6)).toEqual([]);
    vi.advanceTimersByTime(QUEUE_LEASE_MS);
    expect(ids(createQueue(store, "key").head(10, 1e6))).toEqual(["a"]);
  });

  it("keeps the queues of two write keys apart", () => {
    const store = fakeStore();
    const queue = createQueue(store, "one");
    queue.add(entry("a"));
    queue.save(true);
    expect(createQueue(store, "two").head(10, 1e6)).toEqual([]);
  });

  it("takes its copy out of storage when everything is sent", () => {
    const store = fakeStore();
    const queue = createQueue(store, "key");
    queue.add(entry("a"));
    queue.save();
    queue.remove(queue.head(10, 1e6));
    queue.release();
    expect(store.entries.size).toBe(0);
  });

  it("stores the newest part of what does not fit", () => {
    const store = fakeStore();
    const queue = createQueue(store, "key");
    const big = `{"text":"${"x".repeat(MAX_STORED_CHARS / 3)}"}`;
    for (const id of ["a", "b", "c", "d"]) queue.add(entry(id, { json: big }));
    queue.save(true);
    expect(ids(createQueue(store, "key").head(10, 1e7))).toEqual(["c", "d"]);
  });

  it.each(["not json", "{}", "null", '{"entries":[null,{"json":5}],"leaving":true,"atMs":1}'])(
    "survives %s in storage",
    (text) => {
      const store = fakeStore();
      store.set("kizukai_queue_key_x", text);
      expect(createQueue(store, "key").head(10, 1e6)).toEqual([]);
    },
  );

  it("gives a late identify up that was overtaken by another person, and no other", () => {
    const queue = createQueue(fakeStore(), "key");
    queue.add(entry("late", { userId: "u-1", late: true }));
    queue.add(entry("fresh", { userId: "u-1" }));
    queue.add(entry("elsewhere", { userId: "u-1", late: true, anonymousId: "anon-two" }));
    queue.add(entry("same", { userId: "u-2", late: true }));
    queue.dropSuperseded("anon-one", "u-2");
    expect(queue.dropped.superseded).toBe(1);
    queue.claim("anon-two", "anon-one");
    expect(ids(queue.head(9, 1e6))).toEqual(["fresh", "elsewhere", "same"]);
  });

  it("counts what is given up for want of consent", () => {
    const queue = createQueue(fakeStore(), "key");
    queue.add(entry("a"));
    queue.clear("no_consent");
    expect(queue.dropped.no_consent).toBe(1);
    expect(queue.head(9, 1e6)).toEqual([]);
  });
});
