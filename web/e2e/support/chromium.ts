/**
 * Real Chromium, one for each worker: started here before the first file, ended after the last. Two workers at one browser would
 * see each other's pages, and what one of them emulates there, such as a dark screen, the other might undo.
 */
import { existsSync } from "node:fs";
import { type Browser, chromium } from "playwright-core";
import type { TestProject } from "vitest/node";
import { freePort } from "./port.ts";

declare module "vitest" {
  export interface ProvidedContext {
    /** Where the browsers are spoken to. */
    chromium: readonly string[];
  }
}

export const SWITCHES = [
  "--no-sandbox",
  "--disable-gpu",
  "--no-first-run",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
  "--disable-quic",
  // What is painted anew is painted whole: else the last bit of a smoothed edge tells what was there before.
  "--disable-partial-raster",
];

export default async function startChromium(project: TestProject): Promise<() => Promise<void>> {
  const started = await Promise.all(Array.from({ length: project.config.maxWorkers }, startOne));
  project.provide(
    "chromium",
    started.map(({ address }) => address),
  );
  return async () => void (await Promise.all(started.map(({ browser }) => browser.close())));
}

async function startOne(): Promise<{ browser: Browser; address: string }> {
  const port = await freePort();
  const browser = await chromium.launch({
    executablePath: executablePath(),
    args: [...SWITCHES, `--remote-debugging-port=${port}`],
  });
  return { browser, address: `http://127.0.0.1:${port}` };
}

/** Where Chromium is on this machine. */
export function executablePath(): string {
  const path = process.env.CHROMIUM ?? "/usr/bin/chromium";
  if (!existsSync(path)) throw new Error(`no Chromium at ${path}: install it, or name one in CHROMIUM`);
  return path;
}
