/**
 * Every page of the console as it stands: axe finds nothing in both themes, both languages, wide and at 375 pixels;
 * nothing sticks out at the side; nothing moves while a page loads, on a slow line either; the policy is kept.
 */
import type { Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { findings } from "../../support/accessibility.ts";
import { type ConsolePage, pagesInside, pagesOutside } from "../../support/console_pages.ts";
import { DESKTOP, PHONE } from "../../support/devices.ts";
import { slowLine } from "../../support/line.ts";
import { Operator, type OperatorOptions } from "../../support/operator.ts";
import { type ShopDay, shopDay } from "../../support/shop_day.ts";
import type { Language } from "../../support/words.ts";

let day: ShopDay;
let inside: ConsolePage[];
let outside: ConsolePage[];

beforeAll(async () => {
  day = await shopDay();
  inside = pagesInside(day.profile);
  const { token } = await day.member.get<{ token: string }>("/api/invitations", { role: "viewer" });
  outside = pagesOutside(token);
});
afterAll(() => day?.demo.stop());

/** Looks at every page, those from before the sign-in first. */
async function eachPage(
  options: OperatorOptions,
  look: (operator: Operator, page: ConsolePage) => Promise<void>,
  prepare: (page: Page) => Promise<void> = async () => {},
): Promise<void> {
  const operator = await Operator.arrive(day.demo.origin, options);
  // What an address that leads nowhere is answered; the page that says so is looked at as well.
  operator.watch.forgive(/status of (401|404)/);
  await prepare(operator.page);
  for (const page of outside) {
    await operator.open(page.path);
    await look(operator, page);
  }
  await operator.carry(day.member);
  for (const page of inside) {
    await operator.open(page.path);
    await look(operator, page);
  }
}

const sticksOut = (page: Page): Promise<number> =>
  page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);

describe.each(["ja", "en"] as Language[])("in %s", (language) => {
  // Colours differ by theme, names by language, places by width: each meets each other, all four together in the long run.
  const themes = process.env.KIZUKAI_SOAK ? (["light", "dark"] as const) : ([undefined] as const);
  const widths = [DESKTOP, PHONE];

  test.each(widths)(
    "axe finds nothing on any page, and nothing sticks out: $name",
    async (device) => {
      const found: Record<string, unknown> = {};
      for (const theme of themes) {
        const other = (device.name === "phone") === (language === "ja") ? "dark" : "light";
        const colorScheme = theme ?? other;
        await eachPage({ device, language, colorScheme }, async ({ page }, { name }) => {
          const faults = await findings(page);
          if (faults.length > 0) found[`${name} ${colorScheme}`] = faults;
          const pixels = await sticksOut(page);
          if (pixels > 0) found[`${name} sticks out`] = pixels;
        });
      }
      expect(found).toEqual({});
    },
    240_000,
  );
});

describe("while it loads", () => {
  test.each([DESKTOP, PHONE])(
    "no page moves, on a slow line either: $name",
    async (device) => {
      const looked: string[] = [];
      await eachPage(
        { device },
        async (_, { name }) => void looked.push(name),
        (page) => slowLine(page),
      );
      // That nothing moved is judged at the end of the visit.
      expect(looked).toHaveLength(outside.length + inside.length);
    },
    240_000,
  );
});
