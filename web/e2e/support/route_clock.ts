/**
 * How long a change of page takes, measured in the page itself: from the press to the first frame with the new page's
 * heading, and to the first in which nothing is on its way any more.
 */
import type { Page } from "playwright-core";
import { until } from "./until.ts";

export interface RouteTime {
  headingMs: number;
  wholeMs: number;
}

/** Runs in the page before its own scripts. Looks once a frame, from the press on. */
const CLOCK = `(() => {
  const title = () => document.getElementById("page-title");
  const watch = (event) => {
    const start = event.timeStamp, path = location.pathname, before = title(), words = before?.textContent;
    const time = (window.kizukaiRoute = {});
    const look = () => {
      const now = title(), isNew = location.pathname !== path && now && (now !== before || now.textContent !== words);
      if (isNew) {
        time.headingMs ??= performance.now() - start;
        if (!document.querySelector("[aria-busy=true], .mantine-Skeleton-root")) {
          time.wholeMs = performance.now() - start;
          return;
        }
      }
      if (performance.now() - start < 20_000) requestAnimationFrame(look);
    };
    requestAnimationFrame(look);
  };
  addEventListener("click", watch, { capture: true });
})()`;

/** Before the first page is opened. */
export async function startRouteClock(page: Page): Promise<void> {
  await page.addInitScript(CLOCK);
}

/** Presses something that leads to another page. */
export async function timeRoute(page: Page, press: () => Promise<void>): Promise<RouteTime> {
  await press();
  return until("the new page to be whole", () =>
    page.evaluate(() => {
      const { kizukaiRoute } = window as unknown as { kizukaiRoute?: Partial<RouteTime> };
      return kizukaiRoute?.wholeMs === undefined ? null : (kizukaiRoute as RouteTime);
    }),
  );
}

export function median(values: number[]): number {
  const ordered = [...values].sort((a, b) => a - b);
  return ordered[Math.floor(ordered.length / 2)] ?? Number.NaN;
}
