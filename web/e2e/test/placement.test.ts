/** Where messages stand: at the right distance, and never where a decision is made. */
import type { Locator, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { Demo } from "../support/demo.ts";
import { DESKTOP, DEVICES, PHONE } from "../support/devices.ts";
import { answer, dialogue, stillness } from "../support/dialogue.ts";
import { scrollBy, waver } from "../support/hand.ts";
import { onEvent } from "../support/messages.ts";
import { putIntoCart } from "../support/shop.ts";
import { Visitor } from "../support/visitor.ts";

let demo: Demo;

beforeAll(async () => {
  demo = await Demo.start();
  await demo.admin.speakFreely();
  for (const key of ["cart-shipping", "size-help"]) await demo.admin.changeCampaign(key, { control: 0 });
});
afterAll(() => demo?.stop());

async function box(target: Locator): Promise<{ x: number; y: number; width: number; height: number }> {
  const found = await target.boundingBox();
  if (!found) throw new Error("it is not on the page");
  return found;
}

/** The prices and cart controls that a message stands over, in words. */
const covered = (page: Page): Promise<string[]> =>
  dialogue(page).evaluate((card) => {
    const a = card.getBoundingClientRect();
    const controls = "main .price, .add-to-cart, .quantity, .size, main a[href='/checkout']";
    const hidden = Array.from(document.querySelectorAll(controls)).filter((control) => {
      const b = control.getBoundingClientRect();
      return a.left < b.right && b.left < a.right && a.top < b.bottom && b.top < a.bottom;
    });
    return hidden.map((control) => control.textContent?.trim() ?? "");
  });

async function changeSizes(visitor: Visitor): Promise<void> {
  await visitor.visit("/products/linen-shirt");
  for (const size of ["S", "M", "L"]) {
    await visitor.press(visitor.page.locator(".size", { has: visitor.page.locator(`input[value=${size}]`) }));
  }
  await dialogue(visitor.page).waitFor();
}

describe.each(DEVICES)("on a $name", (device) => {
  test("a modal that answers a corner card stands in the middle", async () => {
    const visitor = await Visitor.arrive(demo, device);
    await changeSizes(visitor);
    await visitor.press(answer(visitor.page, "測り方を見る"));
    await visitor.page.getByRole("dialog", { name: "測り方" }).waitFor();
    await stillness(visitor.page);
    const { x, y, width, height } = await box(dialogue(visitor.page));
    const view = visitor.page.viewportSize() ?? { width: 0, height: 0 };
    expect(Math.abs(x + width / 2 - view.width / 2)).toBeLessThanOrEqual(1);
    expect(Math.abs(y + height / 2 - view.height / 2)).toBeLessThanOrEqual(1);
  });
});

test("a corner card covers no price and no cart control of a wide page, whichever side they are on", async () => {
  const visitor = await Visitor.arrive(demo, DESKTOP);
  await changeSizes(visitor);
  await stillness(visitor.page);
  expect(await covered(visitor.page)).toEqual([]);

  const inCart = await Visitor.arrive(demo, DESKTOP);
  await putIntoCart(inCart);
  await inCart.visit("/cart");
  await waver(inCart);
  await dialogue(inCart.page).waitFor();
  await stillness(inCart.page);
  expect(await covered(inCart.page)).toEqual([]);
});

describe("a sheet on a phone", () => {
  const PRODUCT = "/products/kohiki-rice-bowl";
  const note = {
    type: "message",
    format: "corner",
    title: "器のお手入れ",
    body: "はじめに米のとぎ汁で煮ると、しみになりにくくなります。冷ましてから、よく乾かしてください。",
    choices: [
      { key: "more", label: "くわしく", next: "end" },
      { key: "none", label: "大丈夫です", next: "end" },
    ],
  };
  const body = (page: Page): Locator => dialogue(page).getByText("はじめに米の");

  async function told(path: string): Promise<Visitor> {
    await demo.admin.pauseAll();
    await demo.admin.putCampaign("sheet", onEvent("Show sheet", { note }));
    const visitor = await Visitor.arrive(demo, PHONE);
    await visitor.visit(path);
    return visitor;
  }

  /** Brings the price or cart button that comes next into the lower part of the window. */
  async function bringControlDown(visitor: Visitor): Promise<void> {
    const { page } = visitor;
    const middle = await page.locator(".add-to-cart").evaluate((node) => {
      const { top, height } = node.getBoundingClientRect();
      return top + height / 2 - innerHeight * 0.78;
    });
    if (Math.abs(middle) > 20) await scrollBy(visitor, middle);
  }

  test("keeps to its title and answers instead of lying over the cart button, and opens when asked", async () => {
    const visitor = await told(PRODUCT);
    const { page } = visitor;
    await bringControlDown(visitor);
    await visitor.track("Show sheet");
    await dialogue(page).waitFor();
    await stillness(page);
    expect(await body(page).isVisible()).toBe(false);
    expect(await answer(page, "くわしく").isVisible()).toBe(true);
    await visitor.press(answer(page, "全文を表示"));
    await body(page).waitFor();
    await visitor.press(answer(page, "くわしく"));
    await dialogue(page).waitFor({ state: "detached" });
  });

  test("steps back when the page is scrolled on to where something is decided", async () => {
    const visitor = await told(PRODUCT);
    const { page } = visitor;
    await page.evaluate(() => window.scrollTo(0, document.documentElement.scrollHeight));
    await visitor.track("Show sheet");
    await body(page).waitFor();
    await page.locator(".add-to-cart").evaluate((node) => node.scrollIntoView({ block: "end" }));
    await body(page).waitFor({ state: "hidden" });
    expect(await dialogue(page).isVisible()).toBe(true);
  });
});
