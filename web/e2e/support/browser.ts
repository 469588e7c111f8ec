/** The Chromium of this worker, and a context in it for each person. */
import { type Browser, type BrowserContext, type BrowserContextOptions, chromium } from "playwright-core";
import { inject } from "vitest";

let browser: Promise<Browser> | undefined;

/** Where it is spoken to. Workers that run at the same time have different numbers, from 1. */
function chromiumOfWorker(): string {
  const all = inject("chromium");
  const address = all[(Number(process.env.VITEST_POOL_ID) - 1) % all.length];
  if (!address) throw new Error(`no Chromium was started for worker ${process.env.VITEST_POOL_ID}`);
  return address;
}

/** A person with a device and no past: no cookies, nothing stored. */
export async function newContext(options: BrowserContextOptions): Promise<BrowserContext> {
  browser ??= chromium.connectOverCDP(chromiumOfWorker());
  return (await browser).newContext(options);
}
