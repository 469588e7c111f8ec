/**
 * Making and changing segments by hand: with the mouse in Japanese, by the keyboard alone in English; two windows that
 * change the same one; what is asked before a page with changes is left; axe on rows of every kind.
 */
import type { Locator } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { findings } from "../../support/accessibility.ts";
import { visitorsArrive } from "../../support/crowd.ts";
import { Demo } from "../../support/demo.ts";
import { DESKTOP, PHONE } from "../../support/devices.ts";
import { Member } from "../../support/member.ts";
import { Operator } from "../../support/operator.ts";
import { KEYBOARD } from "../../support/reach.ts";
import { traceTasks } from "../../support/tasks.ts";
import { until } from "../../support/until.ts";
import type { Language } from "../../support/words.ts";

let demo: Demo;
let member: Member;
beforeAll(async () => {
  demo = await Demo.start();
  member = await Member.ofDemo(demo.origin);
  await visitorsArrive({ origin: demo.origin, ...demo.config }, 8);
});
afterAll(() => demo?.stop());

interface Published {
  version: number;
  text: { name: string; condition: unknown };
}

const published = (key: string): Promise<Published> => member.get<Published>(`/api/segments/${key}`);

/** Rows of every kind, some of which the builder has no form for. */
const EVERY_KIND = {
  $and: [
    {
      $event: {
        name: "Product Viewed",
        where: { "properties.category": "tableware" },
        within: "7d",
        count: { $gte: 3 },
      },
    },
    { $event: { name: "Order Completed", count: { $eq: 0 } } },
    { $or: [{ "traits.rank": { $in: ["gold", "silver"] } }, { "cart.subtotal": { $gte: 3500, $lt: 5500 } }] },
    { $not: { $segment: "repeaters" } },
    {
      $sequence: { steps: [{ name: "Product Viewed" }, { name: "Cart Viewed" }], within: "30m", since: "1d" },
    },
    { "now.weekday": { $in: [6, 7] } },
    { "orders.last_at": { $lt: "2026-10-31T15:00:00.000Z" } },
    { "cart.items": { $elemMatch: { price: { $gte: 3000 }, quantity: { $gt: 1 } } } },
    { "page.path": { $regex: "^/cart" } },
    { "traits.app": { $not: { $vgte: "2.0" } } },
  ],
};

/** An open list is near its field, and only one is open. */
const option = (operator: Operator, name: string): Locator =>
  operator.page.getByRole("option", { name }).first();

/** Pasted, not typed: the rows follow at once. */
async function writeAsJson(operator: Operator, condition: unknown): Promise<void> {
  const { keyboard } = operator.page;
  await operator.press(operator.button("See it as JSON"));
  await operator.field("Condition as JSON").click();
  await keyboard.press("Control+A");
  await keyboard.insertText(JSON.stringify(condition));
  await operator.press(operator.button("Close the JSON"));
}

/** What the builder says of the condition, once it is told to the page. */
async function writtenAs(operator: Operator): Promise<unknown> {
  await operator.press(operator.button("See it as JSON"));
  const text = await operator.field("Condition as JSON").inputValue();
  await operator.press(operator.button("Close the JSON"));
  return JSON.parse(text);
}

test("a segment is made with the mouse: an act, how often, in which time", async () => {
  const operator = await Operator.signedIn(member);
  operator.watch.forgiveMovement();
  const { page, say } = operator;
  await operator.open("/segments");
  await operator.press(operator.link("New segment"));
  await operator.isAt("New segment");
  await operator.fill(operator.field("Name"), "3回以上見た方");
  expect(await operator.field("Key").inputValue()).toBe("3-viewed");
  await operator.press(operator.button("Add a condition"));
  await operator.press(option(operator, "商品の閲覧"));
  const row = page.getByRole("group", { name: /商品の閲覧/ });
  await operator.fill(row.getByLabel(say("Value ({unit})", { unit: say("times") })), "３");
  await operator.fill(row.getByLabel(say("Period"), { exact: true }), "2");
  await operator.choose(row.getByLabel(say("Unit: {label}", { label: say("Period") })), "時間");
  // Only for certain ones: a condition on the act itself.
  await operator.press(operator.button("Only certain ones"));
  await page.keyboard.type("category");
  await page.keyboard.press("Enter");
  const where = page.getByRole("group", { name: /カテゴリ|新しい条件/ }).last();
  await operator.fill(where.getByLabel(say("Value to compare")), "tableware");
  await page.keyboard.press("Enter");
  await operator.press(operator.button("Make the segment"));
  await page.getByRole("heading", { level: 1, name: "3回以上見た方" }).waitFor();
  const { text } = await published("3-viewed");
  expect(text.condition).toEqual({
    $event: {
      name: "Product Viewed",
      within: "2h",
      count: { $gte: 3 },
      where: { "properties.category": "tableware" },
    },
  });
});

test("another one is made by the keyboard alone, and a slip is taken back", async () => {
  const operator = await Operator.signedIn(member, { language: "en", reach: KEYBOARD });
  operator.watch.forgiveMovement();
  const { page } = operator;
  const { keyboard } = page;
  await operator.open("/segments/+new");
  await operator.fill(operator.field("Name"), "Full carts");
  await operator.press(operator.button("Add a condition"));
  await keyboard.type("cart total");
  await keyboard.press("Enter");
  const first = page.getByRole("group", { name: /cart total|A new condition/i }).first();
  await operator.fill(first.getByLabel(operator.say("Value ({unit})", { unit: "JPY" })), "5000");
  await operator.press(operator.button("Add a condition"));
  await keyboard.type("membership rank");
  await keyboard.press("Enter");
  await operator.fill(page.getByLabel(operator.say("Value to compare")), "gold");
  await keyboard.press("Enter");
  // Up, twice the same, and back.
  await keyboard.press("Alt+ArrowUp");
  await keyboard.press("Control+d");
  const rows = page.locator("li[data-piece]");
  await until("three rows", async () => (await rows.count()) === 3);
  await keyboard.press("Control+z");
  await until("two rows", async () => (await rows.count()) === 2);
  expect(Object.keys((await writtenAs(operator)) as object)).toEqual(["traits.rank", "cart.subtotal"]);
  await operator.press(operator.button("Make the segment"));
  await page.getByRole("heading", { level: 1, name: "Full carts" }).waitFor();
  const { text } = await published("full-carts");
  expect(text.condition).toEqual({ "traits.rank": "gold", "cart.subtotal": { $gte: 5000 } });
});

test("a change says whose phase begins anew, and of two windows the later one is told", async () => {
  const [one, other] = [await Operator.signedIn(member), await Operator.signedIn(member)];
  other.watch.forgive(/status of 412/);
  for (const { watch } of [one, other]) watch.forgiveMovement();
  for (const operator of [one, other]) await operator.open("/segments/repeaters/edit");
  const count = (operator: Operator): Locator =>
    operator.page
      .getByRole("group", { name: /訪問の回数/ })
      .getByLabel(operator.say("Value ({unit})", { unit: operator.say("times") }));
  await one.fill(count(one), "3");
  const effects = one.page.getByRole("region", { name: one.say("When you publish") });
  await effects
    .getByText(one.say("begins phase {0}", { 0: 2 }))
    .first()
    .waitFor();
  await one.press(one.button("Publish"));
  await until("the second version", async () => (await published("repeaters")).version === 2);

  await other.fill(count(other), "5");
  await other.press(other.button("Publish"));
  const alert = other.page.getByRole("alert");
  await alert.getByText(other.say("Nothing was saved. Your change is still on this screen.")).waitFor();
  await alert.getByText(/訪問の回数が3回以上/).waitFor();
  expect((await published("repeaters")).version).toBe(2);
  await other.press(other.button("Publish mine over it"));
  await other.page.getByRole("heading", { level: 1, name: "二度目からの方" }).waitFor();
  const { text } = await until("the third version", async () => {
    const found = await published("repeaters");
    return found.version === 3 && found;
  });
  expect(text.condition).toEqual({ $or: [{ "visit.count": { $gte: 5 } }, { "orders.count": { $gte: 1 } }] });
});

test("a page with changes is not left by mistake, and what is not filled in is not published", async () => {
  const operator = await Operator.signedIn(member);
  operator.watch.forgiveMovement();
  const { page } = operator;
  await operator.open("/segments/+new");
  await operator.fill(operator.field("Name"), "書きかけ");
  await operator.press(operator.button("Add a condition"));
  await page.keyboard.press("Escape");
  await operator.press(operator.button("Make the segment"));
  await page.getByRole("alert").waitFor();
  await operator.press(operator.link("Home"));
  const asked = page.getByRole("dialog", { name: operator.say("Leave without saving?") });
  await operator.press(asked.getByRole("button", { name: operator.say("Stay here") }));
  await operator.isAt("New segment");
  expect(await operator.field("Name").inputValue()).toBe("書きかけ");
  await operator.press(operator.link("Home"));
  await operator.press(asked.getByRole("button", { name: operator.say("Leave, drop the changes") }));
  await operator.isAt("Home");
});

test("what the server refuses stands beside its row, and what has no form stays as it is", async () => {
  const operator = await Operator.signedIn(member);
  operator.watch.forgiveMovement();
  operator.watch.forgive(/status of 422/);
  const { page } = operator;
  await operator.open("/segments/+new");
  const written = { "traits.rank": { $near: 3 }, "cart.quantity": { $gte: 1 } };
  await writeAsJson(operator, written);
  const wrong = page.locator("li[data-piece][data-wrong]");
  await wrong.getByText("$near", { exact: false }).first().waitFor();
  expect(await wrong.count()).toBe(1);
  const row = page.getByRole("group", { name: /カートの点数/ });
  await operator.fill(row.getByLabel(/^値/), "2");
  expect(await writtenAs(operator)).toEqual({ ...written, "cart.quantity": { $gte: 2 } });
});

test("how many it fits, and who, stands beside it and moves nothing", async () => {
  const operator = await Operator.signedIn(member);
  // What a press adds to the page may move it; an answer that comes later may not.
  operator.watch.forgiveWhatWasAskedFor();
  const { page, say } = operator;
  await operator.open("/segments/+new");
  const audience = page.getByRole("region", { name: say("Who it is about"), exact: true });
  const fits = async (condition: unknown): Promise<string> => {
    const { matching } = await member.get<{ matching: number }>("/api/audience", { condition });
    return say("{people} people", { people: matching });
  };
  await audience.getByText(await fits({}), { exact: true }).waitFor();
  await operator.press(page.getByRole("button", { name: new RegExp(say("First-time visitors")) }));
  expect(await operator.field("Name").inputValue()).toBe(say("First-time visitors"));
  await audience.getByText(await fits({ "visit.count": { $lte: 1 } }), { exact: true }).waitFor();
  const person = audience.getByRole("listitem").first().getByRole("link");
  expect(await person.getAttribute("href")).toMatch(/^\/console\/visitors\/[0-9a-f-]+\?kind=profile/);
});

/** Of the page's main thread, for one key: three frames. */
const KEY_MS = 50;

test("forty rows stay fluid: no key keeps the page busy for more than 50 ms", async () => {
  const operator = await Operator.signedIn(member);
  operator.watch.forgiveMovement();
  const { page } = operator;
  await operator.open("/segments/+new");
  const rows = Array.from({ length: 40 }, (_, at) => ({ [`traits.size_${at}`]: { $gte: at } }));
  await writeAsJson(operator, { $and: rows });
  const field = page.getByRole("group", { name: /size_20/ }).getByLabel(operator.say("Value to compare"));
  await operator.fill(field, "1");
  const trace = await traceTasks(page, "/console/assets/");
  for (let turn = 0; turn < 20; turn++) await page.keyboard.press(turn % 2 ? "Backspace" : "7");
  await until("the last key to be taken", async () => (await field.inputValue()) === "1");
  const tasks = await trace.stop();
  expect(tasks.length).toBeGreaterThan(20);
  const longest = Math.max(...tasks.map(({ cpuMs }) => cpuMs));
  console.log(`longest task of 20 keys in forty rows: ${longest.toFixed(1)} ms of processor time`);
  expect(tasks.filter(({ cpuMs }) => cpuMs > KEY_MS)).toEqual([]);
});

describe.each(["ja", "en"] as Language[])("in %s", (language) => {
  test.each([
    { device: DESKTOP, colorScheme: "light" as const },
    { device: DESKTOP, colorScheme: "dark" as const },
    { device: PHONE, colorScheme: "light" as const },
    { device: PHONE, colorScheme: "dark" as const },
  ])("axe finds nothing on rows of every kind: $device.name, $colorScheme", async (manner) => {
    const operator = await Operator.signedIn(member, { ...manner, language });
    operator.watch.forgiveMovement();
    const { page } = operator;
    await operator.open("/segments/+new");
    await writeAsJson(operator, EVERY_KIND);
    await page.locator("li[data-piece]").nth(9).waitFor();
    await operator.settled();
    expect(await findings(page)).toEqual([]);
    // An open list as well.
    await operator.press(page.getByRole("combobox", { name: operator.say("What is asked") }).first());
    await page.getByRole("listbox").waitFor();
    expect(await findings(page)).toEqual([]);
    await page.keyboard.press("Escape");
    const sticksOut = () => document.documentElement.scrollWidth - document.documentElement.clientWidth;
    expect(await page.evaluate(sticksOut)).toBe(0);
  });
});
