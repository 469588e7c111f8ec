/**
 * Looks at every message in Chromium: desktop and phone, light and dark. Pictures go to the folder given as argument
 * (default: results/); further arguments name the messages to look at (default: all). Fails on any axe finding, layout
 * shift, CSP report or script error.
 */
import { mkdir, readFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { chromium } from "playwright-core";
import { startServer } from "./server.mjs";
import { SHOWS } from "./shows.mjs";

const out = process.argv[2] ?? new URL("results/", import.meta.url).pathname;
const axe = await readFile(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");
const names = process.argv.length > 3 ? process.argv.slice(3) : Object.keys(SHOWS);
const SIZES = {
  desktop: { viewport: { width: 1280, height: 800 } },
  phone: { viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true, deviceScaleFactor: 2 },
};

await mkdir(out, { recursive: true });
const server = await startServer(0);
const origin = `http://127.0.0.1:${server.address().port}`;
const browser = await chromium.launch({
  executablePath: process.env.CHROMIUM ?? "/usr/bin/chromium",
  args: [
    "--no-sandbox",
    "--disable-gpu",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
  ],
});
let findings = 0;
const found = (where, what) => {
  findings++;
  console.log(`${where}: ${what}`);
};

for (const [size, device] of Object.entries(SIZES)) {
  for (const scheme of ["light", "dark"]) {
    const context = await browser.newContext({ ...device, colorScheme: scheme });
    for (const name of names) await look(context, `${name}-${size}-${scheme}`, name, scheme);
    await context.close();
  }
}
await browser.close();
server.close();
console.log(findings === 0 ? "nothing found" : `${findings} findings`);
process.exitCode = findings === 0 ? 0 : 1;

async function look(context, title, name, scheme) {
  const page = await context.newPage();
  page.on("pageerror", (error) => found(title, `script error: ${error.message}`));
  page.on("console", (message) => {
    if (message.type() === "error" || message.type() === "warning") found(title, message.text());
  });
  await page.goto(`${origin}/?show=${name}&scheme=${scheme}&lang=${SHOWS[name].content.lang}`);
  // A change of the page may lie below the view: then nobody sees it yet.
  const sign = SHOWS[name].content.type === "rewrite" ? "show" : "seen";
  await page.waitForFunction((wanted) => window.log.some(([event]) => event === wanted), sign);
  await page.screenshot({ path: `${out}/${title}.png` });
  if (SHOWS[name].next) {
    await page.locator("kizukai-message .choice").first().click();
    await page.waitForFunction(() => window.log.filter(([event]) => event === "seen").length === 2);
    await page.screenshot({ path: `${out}/${title}-next.png` });
  }
  const shift = await page.evaluate(() => {
    const entries = [];
    return new Promise((resolve) => {
      new PerformanceObserver((list) => entries.push(...list.getEntries())).observe({
        type: "layout-shift",
        buffered: true,
      });
      setTimeout(() => resolve(entries.reduce((sum, { value }) => sum + value, 0)), 100);
    });
  });
  if (shift > 0) found(title, `layout shift ${shift}`);
  const violations = await page.evaluate(
    `${axe}; axe.run().then((r) => r.violations.map((v) => v.id + ": " + v.nodes.map((n) => n.target.join(" ") + " " + n.failureSummary).join("; ")))`,
  );
  for (const violation of violations) found(title, violation);
  await page.close();
}
