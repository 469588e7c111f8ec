/** What the page itself says, changed without flicker and without shift, and given back. */
import type { Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { Demo } from "../support/demo.ts";
import { DEVICES } from "../support/devices.ts";
import { onSignal } from "../support/messages.ts";
import { until } from "../support/until.ts";
import { Visitor } from "../support/visitor.ts";

const TITLE = "#promises";
const LINK = ".section-head .more";
let demo: Demo;

/** Below the first screen of both devices: it changes whenever its answer comes. */
const CHANGES = [
  { selector: TITLE, text: "おかえりなさいませ、いつもありがとうございます" },
  { selector: LINK, href: "/products?category=kitchen" },
  { selector: ".promises ul", order: ["#care", "#shipping"] },
];

beforeAll(async () => {
  demo = await Demo.start();
  await demo.admin.speakFreely();
});
afterAll(() => demo?.stop());

async function rewritten(page: Page): Promise<void> {
  await until("the new title", async () => (await page.locator(TITLE).textContent()) === CHANGES[0]?.text);
}

const order = (page: Page): Promise<string[]> =>
  page.locator(".promises li").evaluateAll((blocks) => blocks.map(({ id }) => id));

describe.each(DEVICES)("on a $name", (device) => {
  test("texts, links and the order of blocks change below the view, and come back when it is over", async () => {
    await demo.admin.pauseAll();
    const steps = { change: { type: "message", format: "inline", rewrite: CHANGES } };
    await demo.admin.putCampaign("rewrite", onSignal("page_view", {}, steps));
    const visitor = await Visitor.arrive(demo, device);
    const { page } = visitor;
    await visitor.visit("/");
    await rewritten(page);
    expect(await page.locator(LINK).getAttribute("href")).toContain("category=kitchen");
    expect(await order(page)).toEqual(["care", "returns", "shipping"]);

    // The page's own script draws that part again: the visitor never sees the old words.
    await page.evaluate((selector) => {
      const title = document.querySelector(selector) as HTMLElement;
      title.outerHTML = '<h2 id="promises">この店の約束</h2>';
    }, TITLE);
    await rewritten(page);

    await demo.admin.changeCampaign("rewrite", { status: "ended" });
    await visitor.track("Marker");
    await until(
      "the page's own words",
      async () => (await page.locator(TITLE).textContent()) === "この店の約束",
    );
    expect(await order(page)).toEqual(["shipping", "returns", "care"]);
    expect(await page.locator(LINK).getAttribute("href")).toBe("/products");
  });
});
