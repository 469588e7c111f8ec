/** The shop's own look, read from its page: what the operator is offered is what stands there, and messages wear it. */
import type { Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { findings } from "../../support/accessibility.ts";
import { Caller } from "../../support/caller.ts";
import { dialogue } from "../../support/dialogue.ts";
import { Operator } from "../../support/operator.ts";
import { type PlainPage, PlainShop } from "../../support/plain_shop.ts";
import { type ShopDay, shopDay } from "../../support/shop_day.ts";

let day: ShopDay;
beforeAll(async () => {
  day = await shopDay(1);
});
afterAll(() => day?.demo.stop());

/** A shop of red buttons with small corners on cream, whose largest area is a picture, not a button. */
const STYLE = `
  body { margin: 0; background: #fdf6ee; color: #2b2320; font: 16px "Noto Serif CJK JP", serif; }
  header { height: 260px; background: #1d6b54; }
  button { border: 0; border-radius: 4px; padding: 12px 24px; background: #b0413e; color: #fff; }
  button.quiet { background: #e9e2d8; color: #2b2320; }
  footer { background: #333; color: #bbb; }`;
const BODY = `<header></header><p>毎日の食卓のための、手でつくったうつわをお届けします。</p>
  <button>カートに入れる</button> <button>お気に入り</button> <button class="quiet">もどる</button>
  <footer>ためしの店</footer>`;
const SHOP: PlainPage = { before: `<style>${STYLE}</style>`, body: BODY };
const BOTH_SIDES: PlainPage = {
  before: `<style>:root { color-scheme: light dark } ${STYLE}</style>`,
  body: BODY,
};

/** Opens the shop's page as the console's link does, and waits for the message there. */
async function read(operator: Operator, shop: PlainShop, path: string): Promise<Page> {
  await operator.press(operator.button("Read from the shop’s page"));
  await operator.fill(operator.field("Page of the shop"), `${shop.origin}${path}`);
  const link = operator.link("Open the page and read it");
  expect(await findings(operator.page, ["region"])).toEqual([]);
  const opened = operator.context.waitForEvent("page");
  await operator.press(link);
  const page = await opened;
  await dialogue(page).waitFor();
  return page;
}

const settings = async () => {
  const { body } = await day.member.ask("GET", "/api/site");
  return (body as { text: { theme?: unknown } }).text;
};

describe("the shop's own look", () => {
  test("is read from its page, taken, published and worn", async () => {
    const operator = await Operator.signedIn(day.member);
    operator.watch.forgiveWhatWasAskedFor();
    const shop = await PlainShop.open(day.demo, { "/": SHOP });
    await operator.open("/settings/site");
    const page = await read(operator, shop, "/");
    await page.getByText("お店の色を読み取りました", { exact: true }).waitFor();
    await page.close();
    await operator.press(operator.button("Use this look"));
    await operator.press(operator.button("Publish"));
    await operator.text("Published, and in effect from now on.").waitFor();
    const { theme } = await settings();
    expect(theme).toEqual({
      preset: "kinari",
      accent: "#b0413e",
      surface: "#fdf6ee",
      text: "#2b2320",
      radius: 4,
    });
    const visitor = new Caller({ origin: day.demo.origin, ...day.demo.config }, "device-of-rin");
    await visitor.fillCart();
    const { show } = await visitor.signal("hesitation", { score: 80 });
    const worn = show.find(({ format }) => format !== "inline")?.content as { theme: { light: unknown } };
    expect(worn.theme.light).toMatchObject({ accent: "#b0413e", surface: "#fdf6ee", radius: "4px" });
  });

  test("of a page with a dark side is its colour of buttons and its corners", async () => {
    const operator = await Operator.signedIn(day.member, { language: "en" });
    operator.watch.forgiveWhatWasAskedFor();
    const shop = await PlainShop.open(day.demo, { "/sides": BOTH_SIDES });
    await operator.open("/settings/site");
    // A page that is left says so, while its shop is still there.
    await (await read(operator, shop, "/sides")).close();
    await operator.press(operator.button("Use this look"));
    expect(await operator.field("Colour of buttons").inputValue()).toBe("#b0413e");
    expect(await operator.field("Colour of the background").inputValue()).toBe("");
  });

  test("is read for one step in the designer", async () => {
    const operator = await Operator.signedIn(day.member, { language: "en" });
    operator.watch.forgiveMovement();
    const shop = await PlainShop.open(day.demo, { "/": SHOP });
    await operator.open("/campaigns/gift-question/edit?part=what");
    await operator.press(operator.page.locator("button[data-step]").first());
    await operator.press(operator.page.locator("summary", { hasText: operator.say("Colours and shape") }));
    await (await read(operator, shop, "/")).close();
    await operator.press(operator.button("Use this look"));
    await operator.page.locator("[data-saved]").waitFor();
    const { body } = await day.member.ask("GET", "/api/campaigns/gift-question/draft");
    expect(JSON.stringify(body)).toContain('"accent":"#b0413e"');
  });
});
