/** The pictures of the README: the shop with a clerk's question, wide and on a phone. */
import { mkdir, stat } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import { afterAll, beforeAll, expect, test } from "vitest";
import { Demo } from "../support/demo.ts";
import { DESKTOP, type Device, PHONE } from "../support/devices.ts";
import { answer, dialogue, titled } from "../support/dialogue.ts";
import { waver } from "../support/hand.ts";
import { logIn, putIntoCart } from "../support/shop.ts";
import { Visitor } from "../support/visitor.ts";

const FOLDER = fileURLToPath(new URL("../../../docs/pictures/", import.meta.url));
const MAX_BYTES = 250_000;
let demo: Demo;

beforeAll(async () => {
  await mkdir(FOLDER, { recursive: true });
  demo = await Demo.start();
  await demo.admin.speakFreely();
  await demo.admin.changeCampaign("cart-shipping", { control: 0 });
  await demo.admin.changeCampaign("cart-assurance", { control: 0 });
});
afterAll(() => demo?.stop());

async function take(visitor: Visitor, name: string): Promise<void> {
  const path = `${FOLDER}${name}.png`;
  await visitor.page.screenshot({ path, animations: "disabled" });
  expect((await stat(path)).size).toBeLessThan(MAX_BYTES);
}

async function askedInTheCart(device: Device, shop: Demo = demo): Promise<Visitor> {
  const visitor = await Visitor.arrive(shop, device);
  await putIntoCart(visitor);
  await visitor.visit("/cart");
  await waver(visitor);
  await dialogue(visitor.page).waitFor();
  return visitor;
}

test("the question in the cart, wide", async () => {
  const visitor = await askedInTheCart(DESKTOP);
  await take(visitor, "cart-question");
  await visitor.press(answer(visitor.page, "送料について"));
  await dialogue(visitor.page).filter({ hasText: "全国一律" }).waitFor();
  await visitor.page.mouse.move(5, 400);
  await take(visitor, "cart-answer");
});

test("the question in the cart, on a phone", async () => {
  const visitor = await askedInTheCart(PHONE);
  await visitor.page.evaluate(() => window.scrollTo(0, 0));
  await take(visitor, "cart-question-phone");
});

test("the top page of a gold member", async () => {
  const visitor = await Visitor.arrive(demo, DESKTOP);
  await logIn(visitor, "m-1001");
  const greeting = titled(visitor.page, "おかえりなさい");
  await greeting.waitFor();
  await greeting.evaluate((card) => card.scrollIntoView({ block: "center", behavior: "instant" }));
  await take(visitor, "top-gold-member");
});
