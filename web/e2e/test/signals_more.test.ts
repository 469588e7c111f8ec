/** The signals of the page and of its forms, each where it is reported and where it is not. See also signals.test.ts. */
import type { Locator } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { Demo } from "../support/demo.ts";
import { DESKTOP, DEVICES, type Device } from "../support/devices.ts";
import { dialogue } from "../support/dialogue.ts";
import { scrollBy } from "../support/hand.ts";
import { armOnly } from "../support/messages.ts";
import { type PlainPage, PlainShop } from "../support/plain_shop.ts";
import { putIntoCart } from "../support/shop.ts";
import { takeTime } from "../support/time.ts";
import { type Shop, Visitor } from "../support/visitor.ts";

let demo: Demo;

beforeAll(async () => {
  demo = await Demo.start();
  await demo.admin.speakFreely();
  await demo.admin.pauseAll();
});
afterAll(() => demo?.stop());

async function armed(
  signal: string,
  params: Record<string, unknown>,
  device: Device,
  shop: Shop = demo,
): Promise<Visitor> {
  await armOnly(demo.admin, signal, params);
  return Visitor.arrive(shop, device);
}

const plain = (body: string, more: PlainPage = {}): Promise<PlainShop> =>
  PlainShop.open(demo, { "/": { ...more, body } });

/** Everything the page has reported so far has been answered when this is. */
async function reported(visitor: Visitor, signal: string): Promise<number> {
  await visitor.track("Marker");
  return visitor.signals(signal).length;
}

/** The part of the tag that watches signals has arrived. */
async function watching(visitor: Visitor): Promise<void> {
  await visitor.page.waitForFunction(() =>
    performance.getEntriesByType("resource").some(({ name }) => name.includes("/tag/signals.js")),
  );
  await visitor.track("Watching");
}

/** Four presses in a row, faster than looking for the place each time. */
async function pressOften(visitor: Visitor, target: Locator): Promise<void> {
  await target.scrollIntoViewIfNeeded();
  const box = await target.boundingBox();
  if (!box) throw new Error("nothing to press");
  const { mouse, touchscreen } = visitor.page;
  const [x, y] = [box.x + box.width / 2, box.y + box.height / 2] as const;
  for (let press = 0; press < 4; press++)
    await (visitor.device.touch ? touchscreen.tap(x, y) : mouse.click(x, y));
}

describe.each(DEVICES)("on a $name", (device) => {
  test("idle is a page that nobody touches; touching it begins the time again", async () => {
    const visitor = await armed("idle", { seconds: 20 }, device);
    await visitor.visit("/products");
    await watching(visitor);
    const { page } = visitor;
    await page.locator("h1").hover();
    const time = await takeTime(page);
    await time.pass(15_000);
    await scrollBy(visitor, 120);
    await time.pass(14_000);
    const marker = visitor.track("Marker");
    await time.pass(1_000);
    await marker;
    expect(visitor.signals("idle")).toEqual([]);
    await time.pass(6_000);
    expect((await visitor.signal("idle")).properties?.seconds).toBeGreaterThanOrEqual(20);
    await time.pass(1_000);
    await dialogue(page).waitFor();
  });

  test("return is the tab coming back to the front after the time named, and not an arrival", async () => {
    const visitor = await armed("return", { away_s: 2 }, device);
    await visitor.visit("/products");
    await watching(visitor);
    const first = visitor.page;
    const second = await visitor.openTab();
    await visitor.visit("/cart");
    const leftAtMs = await first.evaluate(() => performance.now());
    expect(await reported(visitor, "return")).toBe(0);
    await visitor.switchTo(first);
    const briefMs = (await first.evaluate(() => performance.now())) - leftAtMs;
    if (briefMs < 2_000) expect(await reported(visitor, "return"), "brief").toBe(0);
    await visitor.switchTo(second);
    await first.waitForFunction((since) => performance.now() > since + 2_500, leftAtMs + briefMs, {
      polling: 100,
    });
    await visitor.switchTo(first);
    await dialogue(first).waitFor();
    expect((await visitor.signal("return")).properties?.away_s).toBeGreaterThanOrEqual(2);
  });

  test("rage click is pressing what does nothing, and not raising a quantity", async () => {
    const visitor = await armed("rage_click", {}, device);
    await putIntoCart(visitor);
    await visitor.visit("/cart");
    await watching(visitor);
    const { page } = visitor;
    await pressOften(visitor, page.locator(".quantity-step").last());
    expect(await reported(visitor, "rage_click")).toBe(0);
    await pressOften(visitor, page.locator("h1"));
    await dialogue(page).waitFor();
    expect((await visitor.signal("rage_click")).properties?.clicks).toBe(3);
  });

  test("element visible is the element in view for its time, and not passing by", async () => {
    const shop = await plain(
      '<div style="height: 3000px"></div><section id="reviews" style="height: 200px">声</section><div style="height: 3000px"></div>',
    );
    const visitor = await armed("element_visible", { selector: "#reviews", seconds: 1 }, device, shop);
    await visitor.visit("/");
    await watching(visitor);
    const { page } = visitor;
    expect(await reported(visitor, "element_visible")).toBe(0);
    await page.keyboard.press("End");
    await page.waitForFunction(() => window.scrollY > 4_000);
    expect(await reported(visitor, "element_visible"), "beyond").toBe(0);
    const back = (): Promise<number> =>
      page.evaluate(() => document.querySelector("#reviews")?.getBoundingClientRect().top ?? 0);
    while ((await back()) < 50) await scrollBy(visitor, -500);
    await dialogue(page).waitFor();
    const { properties } = await visitor.signal("element_visible");
    expect(properties).toMatchObject({ selector: "#reviews" });
    expect(properties?.percent).toBeGreaterThanOrEqual(50);
    expect(properties?.seconds).toBeGreaterThanOrEqual(1);
  });

  test("search without results is the second search that finds nothing, and not one that finds something", async () => {
    const visitor = await armed("search_no_results", { count: 2 }, device);
    await visitor.visit(`/search?q=${encodeURIComponent("茶碗")}`);
    await visitor.visit("/search?q=qqqq");
    expect(await reported(visitor, "search_no_results")).toBe(0);
    await visitor.visit("/search?q=wwww");
    await dialogue(visitor.page).waitFor();
    await visitor.signal("search_no_results");
    expect(visitor.signals("search_no_results").map(({ properties }) => properties)).toEqual([{ count: 2 }]);
  });

  test("ping-pong is A, B, A, B, and not looking at one after another", async () => {
    const visitor = await armed("product_pingpong", {}, device);
    const [a, b, c] = ["/products/kohiki-rice-bowl", "/products/linen-shirt", "/products/kohiki-rice-bowl"];
    await visitor.visit(a as string);
    await watching(visitor);
    await visitor.visit(b as string);
    await watching(visitor);
    await visitor.visit(c as string);
    await watching(visitor);
    expect(await reported(visitor, "product_pingpong")).toBe(0);
    await visitor.visit(b as string);
    await dialogue(visitor.page).waitFor();
    expect((await visitor.signal("product_pingpong")).properties).toEqual({ switches: 2, products: 2 });
  });

  test("trouble with a form is being turned away twice, and not filling it in", async () => {
    const shop = await plain(
      '<form onsubmit="return false"><label>郵便番号<input name="zip" required pattern="[0-9]{7}"></label><label>お名前<input name="name" required></label><button>進む</button></form>',
    );
    const visitor = await armed("form_trouble", {}, device, shop);
    await visitor.visit("/");
    await watching(visitor);
    const { page } = visitor;
    await page.getByLabel("お名前").fill("千代");
    await page.getByLabel("郵便番号").fill("600-8000");
    await visitor.press(page.getByRole("button", { name: "進む" }));
    expect(await reported(visitor, "form_trouble")).toBe(0);
    await page.waitForFunction(
      (since) => performance.now() > since + 700,
      await page.evaluate(() => performance.now()),
    );
    await visitor.press(page.getByRole("button", { name: "進む" }));
    await visitor.answered("the signal", 0, ({ name }) => name === "form_trouble");
    const signal = await visitor.signal("form_trouble");
    expect(signal?.properties).toMatchObject({ errors: 2 });
    expect(JSON.stringify(signal?.properties)).not.toContain("600");
  });

  test("the shop's own signal is the one that is armed, and not another", async () => {
    const visitor = await armed("custom", { name: "size_chart", looks: 2 }, device);
    await visitor.visit("/products");
    const say = (name: string, looks: number): Promise<void> =>
      visitor.page.evaluate(
        ([named, count]) =>
          (window as never as { kizukai: { signal(name: string, properties: object): void } }).kizukai.signal(
            named,
            { looks: count },
          ),
        [name, looks] as const,
      );
    await say("size_chart", 1);
    await say("stock", 9);
    await watching(visitor);
    expect(await reported(visitor, "custom")).toBe(0);
    await say("size_chart", 2);
    await dialogue(visitor.page).waitFor();
    await visitor.signal("custom");
    expect(visitor.signals("custom").map(({ properties }) => properties)).toEqual([
      { name: "size_chart", looks: 2 },
    ]);
  });

  test("copying a price is marking an amount and copying it, and not copying a name", async () => {
    const shop = await plain('<p id="name">備前焼の湯呑</p><p class="price">¥3,200</p>');
    const visitor = await armed("price_copy", {}, device, shop);
    await visitor.visit("/");
    await watching(visitor);
    const { page } = visitor;
    const mark = async (selector: string): Promise<void> => {
      await page.locator(selector).click({ clickCount: 3 });
      await page.keyboard.press("ControlOrMeta+c");
    };
    await mark("#name");
    expect(await reported(visitor, "price_copy")).toBe(0);
    await mark(".price");
    await dialogue(page).waitFor();
    await visitor.signal("price_copy");
    expect(visitor.signals("price_copy").map(({ properties }) => properties)).toEqual([{}]);
  });
});

describe("what is armed is decided again when it fires", () => {
  const key = "on-custom";
  const fire = (visitor: Visitor): Promise<void> =>
    visitor.page.evaluate(() =>
      (window as never as { kizukai: { signal(name: string): void } }).kizukai.signal("now"),
    );

  test("a campaign that was paused in between stays silent", async () => {
    const visitor = await armed("custom", { name: "now" }, DESKTOP);
    const { response } = await visitor.visit("/products");
    expect(response.armed).toMatchObject([{ campaign: key }]);
    await watching(visitor);
    await demo.admin.changeCampaign(key, { status: "paused" });
    const before = visitor.exchanges.length;
    await fire(visitor);
    const answered = await visitor.answered("the signal", before, ({ name }) => name === "custom");
    expect(answered.response.show).toEqual([]);
  });

  test("a campaign whose cap was reached in another tab stays silent", async () => {
    const visitor = await armed("custom", { name: "now" }, DESKTOP);
    await demo.admin.changeCampaign(key, { caps: [{ max: 1, per: "ever" }] });
    await visitor.visit("/products");
    await watching(visitor);
    const first = visitor.page;
    await visitor.openTab();
    await visitor.visit("/products");
    await watching(visitor);
    await fire(visitor);
    await dialogue(visitor.page).waitFor();
    await visitor.press(dialogue(visitor.page).getByRole("button", { name: "閉じる" }));
    await visitor.track("Marker");
    await visitor.switchTo(first);
    const before = visitor.exchanges.length;
    await fire(visitor);
    const answered = await visitor.answered("the signal", before, ({ name }) => name === "custom");
    expect(answered.response.show).toEqual([]);
  });
});
