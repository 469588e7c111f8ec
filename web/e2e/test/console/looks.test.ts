/**
 * Every page of the console as it stands, and what opens over one: axe finds nothing in both themes, both languages, wide
 * and at 375 pixels; nothing sticks out at the side; nothing moves while a page loads, on a slow line either; the policy is
 * kept.
 */
import type { Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { findings } from "../../support/accessibility.ts";
import { type ConsolePage, pagesInside, pagesOutside } from "../../support/console_pages.ts";
import { DESKTOP, PHONE } from "../../support/devices.ts";
import { slowLine } from "../../support/line.ts";
import { Operator, type OperatorOptions } from "../../support/operator.ts";
import { busyDay, CAMPAIGN, type ShopDay, shopDay } from "../../support/shop_day.ts";
import type { Language } from "../../support/words.ts";

let day: ShopDay;
let inside: ConsolePage[];
let outside: ConsolePage[];

const SOAK = Boolean(process.env.KIZUKAI_SOAK);
const REPLAY_MS = 600_000;
const LONG_MS = 400_000;

// In the long run after a month of visitors, so that every figure and every verdict stands there.
beforeAll(async () => {
  day = await (SOAK ? busyDay(REPLAY_MS) : shopDay());
  inside = pagesInside(day.profile);
  const { token } = await day.member.get<{ token: string }>("/api/invitations", { role: "viewer" });
  outside = pagesOutside(token);
}, REPLAY_MS);
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

/** Everything on a page belongs to a landmark, so that whoever goes from one to the next passes nothing by. */
const faultsOf = (page: Page): Promise<string[]> => findings(page, ["region"]);

interface Opening {
  name: string;
  path: string;
  open: (operator: Operator) => Promise<void>;
  /** What then stands there. */
  role: "menu" | "dialog" | "alertdialog";
}

const menuButton = ({ page }: Operator) => page.locator("nav button[aria-haspopup=menu]");
const onDesktop: Opening[] = [
  { name: "site menu", path: "/", open: (one) => one.press(menuButton(one).first()), role: "menu" },
  { name: "member menu", path: "/", open: (one) => one.press(menuButton(one).last()), role: "menu" },
  { name: "palette", path: "/", open: ({ page }) => page.keyboard.press("Control+k"), role: "dialog" },
  { name: "shortcuts", path: "/", open: ({ page }) => page.keyboard.press("?"), role: "dialog" },
];
const openMenu = (operator: Operator) => operator.press(operator.button("Menu"));
const onPhone: Opening[] = [
  { name: "menu", path: "/", open: openMenu, role: "dialog" },
  {
    name: "site menu",
    path: "/",
    open: async (operator) => {
      await openMenu(operator);
      await operator.press(operator.page.locator("button[aria-haspopup=menu]"));
    },
    role: "menu",
  },
  {
    name: "palette",
    path: "/",
    open: async (operator) => {
      await openMenu(operator);
      await operator.press(operator.button("Search or go to"));
    },
    role: "dialog",
  },
];
const onBoth: Opening[] = [
  {
    name: "confirmation",
    path: `/campaigns/${CAMPAIGN}`,
    open: (operator) => operator.press(operator.button("End")),
    role: "alertdialog",
  },
  {
    name: "import",
    path: "/campaigns",
    open: (operator) => operator.press(operator.button("Import YAML")),
    role: "dialog",
  },
  {
    name: "change",
    path: "/settings/audit",
    open: ({ page }) => page.locator("tbody tr").first().click(),
    role: "dialog",
  },
];

const sticksOut = (page: Page): Promise<number> =>
  page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);

describe.each(["ja", "en"] as Language[])("in %s", (language) => {
  // Colours differ by theme, names by language, places by width: each meets each other, all four together in the long run.
  const themes = SOAK ? (["light", "dark"] as const) : ([undefined] as const);
  const widths = [DESKTOP, PHONE];

  test.each(widths)(
    "axe finds nothing on any page, and nothing sticks out: $name",
    async (device) => {
      const found: Record<string, unknown> = {};
      for (const theme of themes) {
        const other = (device.name === "phone") === (language === "ja") ? "dark" : "light";
        const colorScheme = theme ?? other;
        await eachPage({ device, language, colorScheme }, async ({ page }, { name }) => {
          const faults = await faultsOf(page);
          if (faults.length > 0) found[`${name} ${colorScheme}`] = faults;
          const pixels = await sticksOut(page);
          if (pixels > 0) found[`${name} sticks out`] = pixels;
        });
      }
      expect(found).toEqual({});
    },
    LONG_MS,
  );

  test.each(widths)(
    "axe finds nothing in what opens over a page: $name",
    async (device) => {
      const found: Record<string, unknown> = {};
      for (const colorScheme of ["light", "dark"] as const) {
        const operator = await Operator.signedIn(day.member, { device, language, colorScheme });
        operator.watch.forgiveWhatWasAskedFor();
        for (const { name, path, open, role } of [...(device === PHONE ? onPhone : onDesktop), ...onBoth]) {
          await operator.open(path);
          await open(operator);
          await operator.page.getByRole(role).last().waitFor();
          await operator.settled();
          const faults = await faultsOf(operator.page);
          if (faults.length > 0) found[`${name} ${colorScheme}`] = faults;
        }
      }
      expect(found).toEqual({});
    },
    LONG_MS,
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
    LONG_MS,
  );
});
