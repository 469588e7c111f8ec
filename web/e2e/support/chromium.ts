/** One real Chromium for the whole run: started here before the first file, ended after the last. */
import { existsSync } from "node:fs";
import { chromium } from "playwright-core";
import type { TestProject } from "vitest/node";
import { freePort } from "./port.ts";

declare module "vitest" {
  export interface ProvidedContext {
    /** Where the browser is spoken to. */
    chromium: string;
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
  const port = await freePort();
  const browser = await chromium.launch({
    executablePath: executablePath(),
    args: [...SWITCHES, `--remote-debugging-port=${port}`],
  });
  project.provide("chromium", `http://127.0.0.1:${port}`);
  return () => browser.close();
}

/** Where Chromium is on this machine. */
export function executablePath(): string {
  const path = process.env.CHROMIUM ?? "/usr/bin/chromium";
  if (!existsSync(path)) throw new Error(`no Chromium at ${path}: install it, or name one in CHROMIUM`);
  return path;
}
