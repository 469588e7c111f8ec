// Pictures of the pages of effects with figures of test/fixtures, without a server: Japanese and English, light and dark, wide
// and on a phone; and what axe finds on each. With `npm run dev` running (or `vite preview` of a build, which is quicker), in web/console:
//
//   npx esbuild test/story/pictures.ts --bundle --platform=node --packages=external --format=esm --outfile=dist/pictures.mjs
//   node dist/pictures.mjs FOLDER [name…]

import { readFileSync } from "node:fs";
import { mkdir } from "node:fs/promises";
import { createRequire } from "node:module";
import { type BrowserContext, chromium, type Page } from "playwright-core";
import * as shop from "../fixtures/effects";
import { answers } from "../fixtures/shell";

const origin = `http://127.0.0.1:${process.env.CONSOLE_PORT ?? 5173}/console`;
const axe = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");
const rules = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"];

interface Shot {
  name: string;
  path: string;
  answers?: Record<string, unknown>;
  /** Pressed before the picture is taken. */
  act?: (page: Page) => Promise<unknown>;
  isPaper?: boolean;
}

const SHOTS: Shot[] = [
  { name: "effects", path: "/effects" },
  { name: "effects-empty", path: "/effects", answers: { "/api/effects": shop.noEffects() } },
  {
    name: "effects-explained",
    path: "/effects",
    act: (page) => page.locator("[aria-haspopup=dialog]").first().click(),
  },
  { name: "effect", path: "/campaigns/cart-shipping/effect" },
  {
    name: "effect-details",
    path: "/campaigns/cart-shipping/effect",
    act: async (page) => {
      await page.locator("summary").click();
      await page.locator("figcaption button").last().click();
    },
  },
  {
    name: "effect-harm",
    path: "/campaigns/first-coupon/effect",
    answers: { "/api/campaigns/first-coupon/effect": shop.harmful() },
  },
  {
    name: "effect-fault",
    path: "/campaigns/gift-wrap/effect",
    answers: { "/api/campaigns/gift-wrap/effect": shop.faulty() },
  },
  { name: "report", path: "/effects/report" },
  { name: "report-paper", path: "/effects/report", isPaper: true },
  { name: "trends", path: "/trends" },
  { name: "trends-split", path: "/trends?split=properties.category" },
  {
    name: "trends-where",
    path: `/trends?where=${encodeURIComponent('{"device":["phone","tablet"],"properties.coupon":["WELCOME"]}')}`,
  },
  { name: "trends-bars", path: "/trends?split=properties.category&look=bar" },
  { name: "help", path: "/help/effects#worth-a-month" },
  { name: "campaign", path: "/campaigns/cart-shipping" },
  { name: "studio-goal", path: "/campaigns/cart-shipping/edit?part=goal" },
  {
    name: "studio-goal-never",
    path: "/campaigns/cart-shipping/edit?part=goal",
    answers: { "/api/plans": shop.plan({ visitors_a_day: 9, days: null, too_long: true, visitors: 15_100 }) },
  },
  { name: "studio-care", path: "/campaigns/cart-shipping/edit?part=care" },
  { name: "site", path: "/settings/site" },
];

const SIZES = { wide: { width: 1280, height: 900 }, phone: { width: 375, height: 780 } };

async function answering(context: BrowserContext, shot: Shot, locale: string): Promise<void> {
  const known = { ...answers(locale), ...shot.answers };
  await context.route(
    (url) => url.pathname.startsWith("/api/"),
    (route) => {
      const { pathname } = new URL(route.request().url());
      const split = new URL(route.request().url()).searchParams.has("split");
      const answer = pathname === "/api/trends" ? shop.trend(split) : known[pathname];
      if (answer === undefined) {
        console.log(`no answer for ${pathname}`);
        return route.fulfill({ status: 404, json: { code: "not_found", title: "not found", status: 404 } });
      }
      return route.fulfill({ json: answer });
    },
  );
}

/** All answers are there, every chart is drawn in its place, and nothing moves. */
const settled = (page: Page): Promise<unknown> =>
  page.waitForFunction(() => {
    const charts = [...document.querySelectorAll("main [role=img] > div[aria-hidden]")];
    return (
      document.querySelector("main h1") !== null &&
      document.querySelector("main [aria-busy=true], main .mantine-Skeleton-root") === null &&
      charts.every((place) => place.querySelector("svg")?.clientWidth === place.clientWidth) &&
      document.fonts.status === "loaded" &&
      document.getAnimations().every(({ playState }) => playState !== "running")
    );
  });

const [folder = "dist/pictures", ...names] = process.argv.slice(2);
/** Some of them only: `ONLY=ja,phone,dark`. */
const only = (process.env.ONLY ?? "").split(",").filter(Boolean);
await mkdir(folder, { recursive: true });
const browser = await chromium.launch({
  executablePath: process.env.CHROMIUM ?? "/usr/bin/chromium",
  args: ["--no-sandbox"],
});
let findings = 0;
for (const shot of SHOTS.filter(({ name }) => names.length === 0 || names.includes(name)))
  for (const locale of ["ja", "en"])
    for (const [size, viewport] of Object.entries(SIZES))
      for (const colorScheme of ["light", "dark"] as const) {
        if (!only.every((one) => [locale, size, colorScheme].includes(one))) continue;
        if (shot.isPaper && (size === "phone" || colorScheme === "dark")) continue;
        const context = await browser.newContext({
          viewport,
          colorScheme,
          locale: locale === "ja" ? "ja-JP" : "en-GB",
          timezoneId: "Asia/Tokyo",
          reducedMotion: "reduce",
        });
        await context.clock.setFixedTime(new Date("2026-11-23T10:00:00+09:00"));
        await answering(context, shot, locale);
        const page = await context.newPage();
        page.on("pageerror", (error) => {
          findings += 1;
          console.log(`${shot.name}: ${error.message}`);
        });
        page.on(
          "console",
          (said) => said.type() === "error" && console.log(`${shot.name}: ${said.text().slice(0, 160)}`),
        );
        await page.goto(`${origin}${shot.path}`, { waitUntil: "networkidle" });
        await settled(page);
        await shot.act?.(page);
        await settled(page);
        const file = `${folder}/${shot.name}-${locale}-${size}-${colorScheme}`;
        if (shot.isPaper) {
          await page.setViewportSize({ width: 718, height: 1000 });
          await page.emulateMedia({ media: "print" });
          await settled(page);
        }
        await page.screenshot({ path: `${file}.png`, fullPage: !shot.name.endsWith("explained") });
        await page.evaluate(axe);
        const found = await page.evaluate(async (values) => {
          const { axe: run } = window as unknown as {
            axe: {
              run(o: object): Promise<{ violations: { id: string; nodes: { target: unknown[] }[] }[] }>;
            };
          };
          const { violations } = await run.run({ runOnly: { type: "tag", values } });
          return violations.map(
            ({ id, nodes }) =>
              `${id}: ${nodes
                .map(({ target }) => target.join(" "))
                .slice(0, 3)
                .join(" | ")}`,
          );
        }, rules);
        const overflow = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
        if (overflow > 0) found.push(`the page is ${overflow} px wider than the window`);
        for (const one of found) console.log(`${shot.name} ${locale} ${size} ${colorScheme}  ${one}`);
        findings += found.length;
        await context.close();
      }
await browser.close();
console.log(`${findings} findings`);
process.exitCode = findings === 0 ? 0 : 1;
