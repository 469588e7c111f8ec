/** How evenly a page moves: the time between frames while somebody scrolls. */
import type { Page } from "playwright-core";

export interface FrameTimes {
  count: number;
  medianMs: number;
  p95Ms: number;
  maxMs: number;
}

/** Turns the wheel so many times by about a screen, one notch a frame, over what lies at `x`, `y`. */
export async function framesWhileScrolling(
  page: Page,
  x: number,
  y: number,
  notches = 60,
): Promise<FrameTimes> {
  await page.mouse.move(x, y);
  await page.evaluate(() => {
    const noted = window as unknown as { kizukaiFrames: number[]; kizukaiFramesEnd: boolean };
    noted.kizukaiFrames = [];
    noted.kizukaiFramesEnd = false;
    let last = performance.now();
    const frame = (now: number): void => {
      noted.kizukaiFrames.push(now - last);
      last = now;
      if (!noted.kizukaiFramesEnd) requestAnimationFrame(frame);
    };
    requestAnimationFrame(frame);
  });
  for (let notch = 0; notch < notches; notch++) await page.mouse.wheel(0, 400);
  const times = await page.evaluate(() => {
    const noted = window as unknown as { kizukaiFrames: number[]; kizukaiFramesEnd: boolean };
    noted.kizukaiFramesEnd = true;
    return noted.kizukaiFrames.slice(1);
  });
  const ordered = times.sort((a, b) => a - b);
  const at = (share: number): number => Math.round(ordered[Math.floor((ordered.length - 1) * share)] ?? 0);
  return { count: ordered.length, medianMs: at(0.5), p95Ms: at(0.95), maxMs: at(1) };
}
