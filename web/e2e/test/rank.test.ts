/** Data from outside: the rank of members.csv changes what a visitor is shown, in the request that brings them back. */
import { afterAll, beforeAll, expect, test } from "vitest";
import { Demo } from "../support/demo.ts";
import { DESKTOP, PHONE } from "../support/devices.ts";
import { titled } from "../support/dialogue.ts";
import { logIn } from "../support/shop.ts";
import { type Exchange, type ShopWindow, Visitor } from "../support/visitor.ts";

const GREETING = "member-greeting";
let demo: Demo;

beforeAll(async () => {
  demo = await Demo.start();
  await demo.admin.changeSite({ holdout: 0 });
});
afterAll(() => demo?.stop());

const greetings = ({ response }: Exchange) =>
  response.show.filter(({ campaign }) => campaign === GREETING).map(({ step, format }) => ({ step, format }));

test("gold and silver members are greeted by their rank, by the name that this browser gave, and others not", async () => {
  const gold = await Visitor.arrive(demo, DESKTOP);
  expect(greetings(await gold.visit("/"))).toEqual([]);
  await logIn(gold, "m-1001");
  const card = titled(gold.page, "佐藤 美緒さま、おかえりなさい");
  await card.waitFor();
  expect(await card.innerText()).toContain("ゴールド会員");

  const silver = await Visitor.arrive(demo, PHONE);
  await logIn(silver, "m-1002");
  await titled(silver.page, "高橋 直樹さま、こんにちは").waitFor();
  expect(await silver.page.locator("body").innerText()).not.toContain("ゴールド会員の皆さま");
});

test("a rank that the shop's list changes meanwhile decides the very request of the return", async () => {
  const visitor = await Visitor.arrive(demo, DESKTOP);
  await visitor.visit("/products");
  const before = visitor.exchanges.length;
  await visitor.page.evaluate(() =>
    (window as unknown as ShopWindow).kizukai.identify("m-2001", { name: "森 光" }),
  );
  await visitor.answered("identify", before, ({ type }) => type === "identify");
  await visitor.page.goto("about:blank");

  const report = await demo.admin.importMembers("userId,rank,points\nm-2001,gold,1200\n");
  expect(report).toEqual({ rows: 1, applied: 1, rejected: [] });

  const back = await visitor.visit("/");
  expect(back.request.events.map(({ type }) => type)).toContain("page");
  expect(back).toBe(
    visitor.exchanges.find(({ request }) =>
      request.events.some(({ context }) => context?.page?.path === "/"),
    ),
  );
  expect(greetings(back)).toEqual([{ step: "gold", format: "inline" }]);
  const card = titled(visitor.page, "森 光さま、おかえりなさい");
  await card.waitFor();
  expect(await card.innerText()).not.toContain("1200");
});

test("a rank that a browser claims for itself is no rank", async () => {
  const visitor = await Visitor.arrive(demo, DESKTOP);
  await visitor.visit("/products");
  const before = visitor.exchanges.length;
  await visitor.page.evaluate(() =>
    (window as unknown as ShopWindow).kizukai.identify("m-1003", { name: "鈴木 千佳", rank: "gold" }),
  );
  await visitor.answered("identify", before, ({ type }) => type === "identify");
  expect(greetings(await visitor.visit("/"))).toEqual([{ step: "regular", format: "inline" }]);
});
