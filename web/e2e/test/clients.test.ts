/**
 * The SDKs of others against the real program, over a good way and a bad one: every event arrives once, and the person is
 * one person.
 */
import { execFile } from "node:child_process";
import { existsSync } from "node:fs";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { build } from "esbuild";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { Delivery } from "../clients/page.ts";
import { sendWithNode } from "../clients/send.ts";
import { newContext } from "../support/browser.ts";
import { Demo } from "../support/demo.ts";
import { type Fault, FaultProxy } from "../support/fault_proxy.ts";
import { until } from "../support/until.ts";

const here = (path: string): string => fileURLToPath(new URL(path, import.meta.url));
/** The clients wait seconds before they try again. */
const PATIENCE_MS = 90_000;
const SENT = ["alias", "group", "identify", "page", "track Product Added", "track Product Viewed"];
const GOOD_WAY: Fault[] = [];
const BAD_WAY: Fault[] = ["503", "lost answer", "429", "lost request"];
/** Bad only once something has gone through. No batch meets more faults: one client then waits half a minute. */
const LATE_WAY: Fault[] = ["pass", "lost answer", "429", "pass", "lost request", "503"];

let demo: Demo;
beforeAll(async () => {
  demo = await Demo.start();
});
afterAll(() => demo?.stop());

/**
 * Lets a client send a person's journey over a way with these faults. In the end the client knows of all its events that
 * they are taken, each of them is there once, and its device and its user are one person. `send` answers the device.
 */
async function expectOneJourney(
  person: string,
  faults: Fault[],
  send: (origin: string) => Promise<string>,
): Promise<void> {
  const proxy = await FaultProxy.before(demo.origin, faults);
  try {
    const device = await send(proxy.origin);
    await until(
      `all events of ${person} to be confirmed`,
      () => proxy.confirmed.size >= SENT.length,
      PATIENCE_MS,
    );
    expect(proxy.met.slice(0, faults.length)).toEqual(faults);
    const takenAgain = [...proxy.taken.values()].filter((times) => times > 1).length;
    expect(takenAgain > 0, "only a lost answer makes a client repeat").toBe(faults.includes("lost answer"));
    await expectOnePerson(person, device, [...proxy.taken.keys()]);
  } finally {
    await proxy.stop();
  }
}

async function expectOnePerson(person: string, device: string, messageIds: string[]): Promise<void> {
  const user = `user-${person}`;
  // What the journey leads to, segments of the sample shop, stands in the history too.
  const rows = (await demo.admin.history(user)).filter(({ type }) => type !== "segment");
  const shape = rows.map(({ type, event }) => (type === "track" ? `${type} ${event}` : type));
  expect(shape.sort()).toEqual(SENT);
  expect(rows.map(({ messageId }) => messageId).sort()).toEqual(messageIds.sort());
  const [byUser, byDevice] = await Promise.all([demo.admin.profile(user), demo.admin.profile(device)]);
  expect(byDevice.id).toBe(byUser.id);
  expect(byUser).toMatchObject({ userId: user, traits: { email: `${person}@example.com` } });
  expect(byUser.anonymousIds).toContain(device);
}

describe("segment-analytics-python", { timeout: 2 * PATIENCE_MS }, () => {
  const python = process.env.KIZUKAI_PYTHON || here("../../../target/python-clients/bin/python");

  async function journey(person: string, faults: Fault[], compression: "gzip" | "plain"): Promise<void> {
    if (!existsSync(python)) throw new Error(`no Python with the client at ${python}: make python-clients`);
    await expectOneJourney(person, faults, async (origin) => {
      const given = [here("../clients/send.py"), origin, demo.config.writeKey, person, compression];
      await promisify(execFile)(python, given, { timeout: PATIENCE_MS });
      return `device-${person}`;
    });
  }

  test("delivers once over a good way", () => journey("python", GOOD_WAY, "plain"));
  test("delivers once over a bad way", () => journey("python-bad", BAD_WAY, "plain"));
  test("delivers once over a way that turns bad, compressed", () => journey("python-late", LATE_WAY, "gzip"));
});

describe("@segment/analytics-node", { timeout: 2 * PATIENCE_MS }, () => {
  const journey = (person: string, faults: Fault[]): Promise<void> =>
    expectOneJourney(person, faults, (origin) => sendWithNode(origin, demo.config.writeKey, person));

  test("delivers once over a good way", () => journey("node", GOOD_WAY));
  test("delivers once over a bad way", () => journey("node-bad", BAD_WAY));
  test("delivers once over a way that turns bad", () => journey("node-late", LATE_WAY));
});

describe("@segment/analytics-next in Chromium", { timeout: 2 * PATIENCE_MS }, () => {
  let pages: Server;
  let page = "";
  beforeAll(async () => {
    pages = await serveWithClient();
    page = `http://127.0.0.1:${(pages.address() as AddressInfo).port}/`;
  });
  afterAll(() => void pages?.close());

  /** From a page of another origin; unless all waits for that, it stays open until everything is delivered. */
  async function journey(person: string, faults: Fault[], delivery: Delivery): Promise<void> {
    const context = await newContext({});
    try {
      const tab = await context.newPage();
      await tab.goto(page);
      await expectOneJourney(person, faults, async (host) => {
        const asked = { writeKey: demo.config.writeKey, person, delivery, host };
        type Sender = { send(asked: object): Promise<string> };
        const device = await tab.evaluate((given) => (window as unknown as Sender).send(given), asked);
        if (delivery === "when leaving") await tab.goto("about:blank");
        return device;
      });
    } finally {
      await context.close();
    }
  }

  test("delivers once over a good way, one by one", () => journey("next", GOOD_WAY, "one by one"));
  test("delivers once over a good way, in batches", () => journey("next-batch", GOOD_WAY, "in batches"));
  test("delivers once when the page goes", () => journey("next-leaving", GOOD_WAY, "when leaving"));
  test("delivers once over a bad way, one by one", () => journey("next-bad", BAD_WAY, "one by one"));
  test("delivers once over a bad way, in batches", () => journey("next-bad-batch", BAD_WAY, "in batches"));
  test("delivers once over a way that turns bad, one by one", () =>
    journey("next-late", LATE_WAY, "one by one"));
});

/** A page of another origin that brings the client along. */
async function serveWithClient(): Promise<Server> {
  const bundle = await build({
    entryPoints: [here("../clients/page.ts")],
    bundle: true,
    format: "iife",
    write: false,
    define: { "process.env.NODE_ENV": '"production"' },
  });
  const script = bundle.outputFiles[0]?.text ?? "";
  const pages = createServer((asked, answer) => {
    const isScript = asked.url === "/page.js";
    answer.setHeader("content-type", `text/${isScript ? "javascript" : "html"}; charset=utf-8`);
    answer.end(isScript ? script : '<!doctype html><title>Shop</title><script src="/page.js"></script>');
  });
  await new Promise<void>((resolve) => pages.listen(0, "127.0.0.1", resolve));
  return pages;
}
