/** Without a mouse, without eyes, without movement. */
import type { Page } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import { Demo } from "../support/demo.ts";
import { DESKTOP } from "../support/devices.ts";
import { dialogue } from "../support/dialogue.ts";
import { onEvent, twoSteps } from "../support/messages.ts";
import { until } from "../support/until.ts";
import { Visitor, type VisitorOptions } from "../support/visitor.ts";

/** More than the stops of Tab on any page of the shop. */
const MANY_TABS = 80;
let demo: Demo;

beforeAll(async () => {
  demo = await Demo.start();
  const { admin } = demo;
  await admin.speakFreely();
  await admin.pauseAll();
  await admin.putCampaign("keys-corner", onEvent("Ask corner", twoSteps("corner")));
  await admin.putCampaign("keys-modal", onEvent("Ask modal", twoSteps("modal")));
  const rating = {
    rate: { type: "question", answer: "rating", format: "corner", title: "いかがでしたか", next: "end" },
  };
  await admin.putCampaign("keys-rating", onEvent("Ask rating", rating));
});
afterAll(() => demo?.stop());

async function spokenTo(format: string, options: VisitorOptions = {}, path = "/cart"): Promise<Visitor> {
  const visitor = await Visitor.arrive(demo, DESKTOP, options);
  await visitor.visit(path);
  await visitor.page.locator("#header-cart").focus();
  await visitor.track(`Ask ${format}`);
  await dialogue(visitor.page).waitFor();
  return visitor;
}

/** The focused element in words: its text or label, through open shadow roots; "" for the body. */
const focus = (page: Page): Promise<string> =>
  page.evaluate(() => {
    let element = document.activeElement;
    while (element?.shadowRoot?.activeElement) element = element.shadowRoot.activeElement;
    if (!element || element === document.body) return "";
    return element.id || element.getAttribute("aria-label") || element.textContent || element.tagName;
  });

async function tabTo(page: Page, name: string): Promise<void> {
  for (let tabs = 0; tabs < MANY_TABS; tabs++) {
    if ((await focus(page)) === name) return;
    await page.keyboard.press("Tab");
  }
  throw new Error(`Tab never reached ${name}`);
}

test("a corner card takes no focus, is reached with Tab, answered with Enter, and gives the focus back", async () => {
  const visitor = await spokenTo("corner");
  const { page } = visitor;
  expect(await focus(page)).toBe("header-cart");
  await tabTo(page, "くわしく");
  const outline = await page.evaluate(() => {
    const button = document.activeElement?.shadowRoot?.activeElement;
    return button ? getComputedStyle(button).outlineStyle : "no button";
  });
  expect(outline).toBe("solid");
  await page.keyboard.press("Enter");
  await dialogue(page).filter({ hasText: "ふたつめ" }).waitFor();
  await tabTo(page, "わかりました");
  await page.keyboard.press("Enter");
  await dialogue(page).waitFor({ state: "detached" });
  const profile = await demo.admin.profile(await visitor.anonymousId());
  expect(profile.answers["keys-corner"]).toMatchObject({
    first: { choice: "more" },
    second: { choice: "ok" },
  });
  expect(await focus(page)).not.toBe("");
});

test("Escape closes a corner card that has the focus, and nothing when the page has it", async () => {
  const visitor = await spokenTo("corner");
  const { page } = visitor;
  await page.keyboard.press("Escape");
  await visitor.track("Marker");
  expect(await dialogue(page).count()).toBe(1);
  await tabTo(page, "大丈夫です");
  await page.keyboard.press("Escape");
  await dialogue(page).waitFor({ state: "detached" });
});

test("a modal takes the focus, keeps it, closes with Escape and gives the focus back", async () => {
  const visitor = await spokenTo("modal");
  const { page } = visitor;
  const inside = () => page.evaluate(() => document.activeElement?.tagName === "KIZUKAI-MESSAGE");
  expect(await inside()).toBe(true);
  const stops: string[] = [];
  for (let tabs = 0; tabs < 5; tabs++) {
    await page.keyboard.press("Tab");
    expect(await inside()).toBe(true);
    stops.push(await focus(page));
  }
  expect(stops).toEqual(["くわしく", "大丈夫です", "その他", "閉じる", "くわしく"]);
  await page.keyboard.press("Shift+Tab");
  expect(await focus(page)).toBe("閉じる");

  const before = visitor.exchanges.length;
  await page.keyboard.press("Escape");
  await dialogue(page).waitFor({ state: "detached" });
  expect(await focus(page)).toBe("header-cart");
  const { request } = await visitor.answered("the close", before, ({ type }) => type === "close");
  expect(request.events).toMatchObject([{ step: "first", reason: "escape" }]);
});

test("Escape closes the menu of a card first", async () => {
  const visitor = await spokenTo("modal");
  const { page } = visitor;
  await tabTo(page, "その他");
  await page.keyboard.press("Enter");
  const never = page.getByRole("button", { name: "今後この案内を表示しない" });
  await never.waitFor();
  await page.keyboard.press("Escape");
  await never.waitFor({ state: "hidden" });
  expect(await focus(page)).toBe("その他");
  expect(await dialogue(page).count()).toBe(1);
});

test("a rating is given with the arrow keys", async () => {
  const visitor = await spokenTo("rating");
  const { page } = visitor;
  await tabTo(page, "5段階のうち1");
  for (let presses = 0; presses < 3; presses++) await page.keyboard.press("ArrowRight");
  expect(await focus(page)).toBe("5段階のうち4");
  await tabTo(page, "送る");
  await page.keyboard.press("Enter");
  await dialogue(page).waitFor({ state: "detached" });
  const profile = await demo.admin.profile(await visitor.anonymousId());
  expect(profile.answers["keys-rating"]?.rate).toMatchObject({ value: 4 });
});

test("a screen reader gets role, name, description, language and one polite announcement", async () => {
  const corner = await spokenTo("corner");
  const card = corner.page.getByRole("region", { name: "ひとつめのご案内" });
  expect(await card.getAttribute("lang")).toBe("ja");
  expect(await described(corner.page)).toContain("送料や返品のことで");
  expect(await card.getByRole("button").allInnerTexts()).toEqual(["くわしく", "大丈夫です", "", ""]);
  for (const name of ["その他", "閉じる"]) expect(await card.getByRole("button", { name }).count()).toBe(1);
  const live = corner.page.locator("kizukai-message [role=status]");
  await until("the announcement", async () => (await live.textContent())?.includes("ひとつめのご案内"));

  const modal = await spokenTo("modal", {}, "/cart?lang=en");
  const box = modal.page.getByRole("dialog", { name: "ひとつめのご案内" });
  expect(await box.getAttribute("aria-modal")).toBe("true");
  expect(await box.getAttribute("lang")).toBe("en");
  expect(await box.getByRole("button", { name: "Close" }).count()).toBe(1);
});

/** What `aria-describedby` of the card points to. */
const described = (page: Page): Promise<string> =>
  dialogue(page).evaluate((card) => {
    const id = card.getAttribute("aria-describedby") ?? "";
    return (card.getRootNode() as ShadowRoot).getElementById(id)?.textContent ?? "";
  });

test("nothing is animated for who wants reduced motion", async () => {
  const motion = (page: Page): Promise<string[]> =>
    dialogue(page).evaluate((card) => {
      const parts = [card, ...Array.from(card.querySelectorAll("*"))].map((part) => getComputedStyle(part));
      const moves = parts.flatMap((style) => [style.animationName, style.transitionDuration]);
      return [...new Set(moves)].filter((move) => move !== "none" && move !== "0s");
    });
  const still = await spokenTo("corner", { reducedMotion: "reduce" });
  expect(await motion(still.page)).toEqual([]);
  const moving = await spokenTo("corner", { reducedMotion: "no-preference" });
  expect(await motion(moving.page)).toContain("arrive");
});
