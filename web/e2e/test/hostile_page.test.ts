/** Pages that stand in the way: a strict policy, blocked storage and network, replaced parts of the language. */
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { findings } from "../support/accessibility.ts";
import { Demo } from "../support/demo.ts";
import { DESKTOP, DEVICES } from "../support/devices.ts";
import { answer, titled } from "../support/dialogue.ts";
import { onEvent, onSignal, twoSteps } from "../support/messages.ts";
import { NONCE, type PlainPage, PlainShop } from "../support/plain_shop.ts";
import { takeTime } from "../support/time.ts";
import { until } from "../support/until.ts";
import { type ShopWindow, Visitor } from "../support/visitor.ts";

let demo: Demo;

beforeAll(async () => {
  demo = await Demo.start();
  await demo.admin.speakFreely();
  await demo.admin.pauseAll();
  await demo.admin.putCampaign("greeting", onEvent("Shelf Seen", twoSteps("corner")));
  await demo.admin.putCampaign("waiting", onSignal("custom", { name: "never" }, twoSteps("corner")));
});
afterAll(() => demo?.stop());

const open = (page: PlainPage): Promise<PlainShop> => PlainShop.open(demo, { "/": page, "/next": page });

/** The whole way: a page view, an event, a message, an answer, the next step. */
async function talk(visitor: Visitor, shop: PlainShop): Promise<void> {
  const { page } = visitor;
  await page.goto(shop.origin);
  await until("the page view", () => shop.events.some(({ type }) => type === "page"));
  await page.evaluate(() => (window as unknown as ShopWindow).kizukai.track("Shelf Seen"));
  await titled(page, "ひとつめのご案内").waitFor();
  await visitor.press(answer(page, "くわしく"));
  await titled(page, "ふたつめのご案内").waitFor();
}

describe.each(DEVICES)("on a $name", (device) => {
  test("a strict policy with a nonce, without inline styles and with trusted types, is kept", async () => {
    const policy = [
      "default-src 'none'",
      `script-src 'nonce-${NONCE}'`,
      "connect-src 'self'",
      "img-src 'self'",
      "base-uri 'none'",
      "require-trusted-types-for 'script'",
      "trusted-types kizukai kizukai-tag",
    ].join("; ");
    const shop = await open({ headers: { "content-security-policy": policy } });
    const visitor = await Visitor.arrive(shop, device);
    await talk(visitor, shop);
  });

  test("blocked storage and cookies are done without", async () => {
    const blocked = `<script>
      for (const name of ["localStorage", "sessionStorage", "indexedDB"])
        Object.defineProperty(window, name, { get() { throw new DOMException("denied", "SecurityError"); } });
      Object.defineProperty(document, "cookie", { get() { throw new DOMException("denied", "SecurityError"); }, set() { throw new DOMException("denied", "SecurityError"); } });
    </script>`;
    const shop = await open({ before: blocked });
    const visitor = await Visitor.arrive(shop, device);
    await talk(visitor, shop);
    expect(await findings(visitor.page)).toEqual([]);
  });
});

test("a blocked network leaves the page alone, and is tried again a few times, further and further apart", async () => {
  const shop = await open({ calls: 'kizukai.load(KEY); kizukai.track("A")' });
  shop.blocked = /decide/;
  const visitor = await Visitor.arrive(shop, DESKTOP);
  visitor.forgive(/net::ERR/);
  // What the page asks for: the browser itself tries a connection that broke once more.
  let asked = 0;
  visitor.page.on("request", (request) => {
    if (request.url().endsWith("/v1/decide")) asked++;
  });
  await visitor.page.goto(shop.origin);
  await until("the first try", () => asked > 0);
  const time = await takeTime(visitor.page);
  const perMinute: number[] = [];
  for (let minute = 0; minute < 10; minute++) {
    const before = asked;
    await time.pass(60_000);
    perMinute.push(asked - before);
  }
  expect(perMinute[0]).toBeGreaterThan(2);
  expect(perMinute[0]).toBeLessThan(10);
  // At most a minute apart, at least half of that.
  for (const tries of perMinute.slice(2)) expect([1, 2]).toContain(tries);
  shop.blocked = undefined;
  await time.pass(61_000);
  await until("everything to arrive", () => shop.events.filter(({ type }) => type === "track").length > 0);
});

test("where the usual path is blocked, a path of the shop's own goes through", async () => {
  const shop = await open({ tagUrl: "/kz/tag.js", calls: 'kizukai.load(KEY, { path: "/kz" })' });
  shop.firstPartyPath = "/kz";
  shop.blocked = /^\/(v1|tag)/;
  const visitor = await Visitor.arrive(shop, DESKTOP);
  await talk(visitor, shop);
  expect(shop.noted.filter(({ path }) => /^\/(v1|tag)/.test(path))).toEqual([]);
});

/** Before the tag, and before the snippet. */
const REPLACED: Record<string, string> = {
  "Prototype.js": `
    Array.from = function (source) { return source && source.toArray ? source.toArray() : new Array((source && source.length) || 0); };
    Array.prototype.toJSON = function () { return "[" + this.length + "]"; };
    String.prototype.toJSON = function () { return "'" + this + "'"; };
    Array.prototype.reduce = function () { return this.length > 1 ? this : this[0]; };
    Array.prototype.each = function () {}; Function.prototype.curry = function () {};`,
  MooTools: `
    for (const name of ["include", "each", "clean", "erase", "contains"]) Array.prototype[name] = function () { return this; };
    Function.prototype.extend = function () {}; String.prototype.contains = function () {};
    Number.prototype.times = function () {}; Element.prototype.inject = function () {};`,
  JSON: `window.JSON = { parse() { return {}; }, stringify() { return "{}"; } };`,
  "methods of lists": `
    for (const name of ["map", "filter", "some", "every", "find", "indexOf", "slice", "concat", "reduce"])
      Array.prototype[name] = function () { return 7; };`,
  Promise: "window.Promise = function () { throw new Error('no promises'); };",
  fetch: "window.fetch = function () { throw new Error('no fetch'); };",
  "fetch that never answers rightly":
    "window.fetch = async function () { return { ok: true, json: async () => ({}) }; };",
  "Object.defineProperty": "Object.defineProperty = function () { throw new Error('no'); };",
  addEventListener: `
    const add = EventTarget.prototype.addEventListener;
    EventTarget.prototype.addEventListener = function (type, run, options) {
      return add.call(this, type, function (event) { return run.call(this, event); }, options);
    };`,
  "the clock": "Date.now = () => 0;",
  "every object": `
    for (const name of ["endpoint", "path", "nonce", "consent", "show", "armed", "href", "title", "format"])
      Object.prototype[name] = "https://elsewhere.example/";`,
};

describe.each(Object.keys(REPLACED))("a page that has replaced %s", (name) => {
  test("gets its messages, and keeps its replacements", async () => {
    const shop = await open({ before: `<script>(() => {${REPLACED[name]}})()</script>` });
    const visitor = await Visitor.arrive(shop, DESKTOP);
    await visitor.page.goto(shop.origin);
    await until("the page view", () => shop.events.some(({ type }) => type === "page"));
    // Not through Playwright, which speaks the page's own JavaScript itself.
    const session = await visitor.context.newCDPSession(visitor.page);
    const expression = "void kizukai.track('Shelf Seen', { list: [1, { a: 'b' }] })";
    await session.send("Runtime.evaluate", { expression });
    await titled(visitor.page, "ひとつめのご案内").waitFor();
    await answer(visitor.page, "くわしく").click();
    await titled(visitor.page, "ふたつめのご案内").waitFor();
    const sent = shop.events.find(({ event }) => event === "Shelf Seen");
    expect(sent?.properties).toEqual({ list: [1, { a: "b" }] });
    const year = new Date(String((sent as { timestamp?: string })?.timestamp)).getFullYear();
    expect(year).toBe(new Date().getFullYear());
  });
});

test("two tags on one page are one", async () => {
  const twice = `<script nonce="${NONCE}" async src="/tag.js"></script>`;
  const shop = await open({ before: twice, calls: "kizukai.load(KEY); kizukai.load(KEY)" });
  const visitor = await Visitor.arrive(shop, DESKTOP);
  await visitor.visit("/");
  await visitor.track("Marker");
  expect(shop.events.map(({ type }) => type)).toEqual(["page", "track"]);
});

test("a page in a frame is a page of its own", async () => {
  const shop = await PlainShop.open(demo, {
    "/": { body: '<iframe title="中" src="/inner" width="600" height="400"></iframe>' },
    "/inner": {},
  });
  const visitor = await Visitor.arrive(shop, DESKTOP);
  await visitor.visit("/");
  await until("the inner page view", () =>
    shop.events.some(({ type, context }) => type === "page" && context?.page?.path === "/inner"),
  );
  expect(new Set(shop.noted.flatMap(({ anonymousId }) => anonymousId ?? [])).size).toBe(1);
});

test("with page: false the page's own calls alone are page views", async () => {
  const shop = await open({ calls: 'kizukai.load(KEY, { page: false }); kizukai.track("A")' });
  const visitor = await Visitor.arrive(shop, DESKTOP);
  await visitor.page.goto(shop.origin);
  await until("the event", () => shop.events.length > 0);
  await visitor.page.evaluate(() => history.pushState({}, "", "/elsewhere"));
  await visitor.track("Marker");
  expect(shop.events.map(({ type }) => type)).toEqual(["track", "track"]);
  await visitor.page.evaluate(() => (window as unknown as ShopWindow).kizukai.page());
  await until("the page view", () => shop.events.some(({ type }) => type === "page"));
});
