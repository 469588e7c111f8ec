/**
 * Pictures of every page of the console: Japanese and English, wide and at 375 pixels, light and dark, as tall as the page
 * is. They go to results/console, to be looked at; some chosen ones go to docs/pictures, as high as a window.
 */
import { mkdir } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import { afterAll, beforeAll, describe, test } from "vitest";
import { type ConsolePage, pagesInside, pagesOutside } from "../support/console_pages.ts";
import { DESKTOP, type Device, PHONE } from "../support/devices.ts";
import { stillness } from "../support/dialogue.ts";
import { Member } from "../support/member.ts";
import { Operator } from "../support/operator.ts";
import { busyDay, type ShopDay } from "../support/shop_day.ts";
import type { Language } from "../support/words.ts";

const folder = (path: string): string => fileURLToPath(new URL(`../${path}/`, import.meta.url));
const ALL = folder("results/console");
const DOCS = folder("../../docs/pictures");
/** A busy machine replays a month in about a minute, or in four. */
const REPLAY_MS = 300_000;

const CHOSEN = ["home", "visitors", "visitor", "why", "campaign", "install"];
let day: ShopDay;
let inside: ConsolePage[];
let outside: ConsolePage[];

beforeAll(async () => {
  await mkdir(ALL, { recursive: true });
  day = await busyDay(REPLAY_MS);
  inside = [
    ...pagesInside(day.profile),
    { name: "why", path: `/visitors/${day.profile}?kind=profile&why=cart-shipping` },
    { name: "why-all", path: `/visitors/${day.profile}?kind=profile&why=all` },
  ];
  const { token } = await day.member.get<{ token: string }>("/api/invitations", { role: "viewer" });
  outside = pagesOutside(token);
}, REPLAY_MS + 60_000);
afterAll(() => day?.demo.stop());

const SIZES: Device[] = [DESKTOP, PHONE];

describe.each(["ja", "en"] as Language[])("%s", (language) => {
  describe.each(SIZES)("$name", (device) => {
    test.each(["light", "dark"] as const)(
      "%s",
      async (colorScheme) => {
        const member = await Member.signIn(day.demo.origin, day.member.credentials);
        const operator = await Operator.arrive(day.demo.origin, {
          device,
          language,
          colorScheme,
          closeWith: () => {},
        });
        const { page } = operator;
        const take = async ({ name, path }: ConsolePage): Promise<void> => {
          await operator.open(path);
          await stillness(page);
          const file = `${ALL}${name}-${language}-${device.name}-${colorScheme}.png`;
          await page.screenshot({ path: file, animations: "disabled", fullPage: !path.includes("why=") });
          if (!CHOSEN.includes(name) || device !== DESKTOP || colorScheme !== "light") return;
          const chosen = `${DOCS}console-${name}-${language}.png`;
          await page.screenshot({ path: chosen, animations: "disabled" });
        };
        for (const each of outside) await take(each);
        await operator.carry(member);
        for (const each of inside) await take(each);
        await operator.context.close();
      },
      240_000,
    );
  });
});
