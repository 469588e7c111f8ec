/** The one Chromium of this run, and a context in it for each person. */
import { type Browser, type BrowserContext, type BrowserContextOptions, chromium } from "playwright-core";
import { inject } from "vitest";

let browser: Promise<Browser> | undefined;

/** A person with a device and no past: no cookies, nothing stored. */
export async function newContext(options: BrowserContextOptions): Promise<BrowserContext> {
  browser ??= chromium.connectOverCDP(inject("chromium"));
  return (await browser).newContext(options);
}
