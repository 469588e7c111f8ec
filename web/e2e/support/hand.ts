/** Real input: the mouse wheel, the resting pointer, the finger. */
import type { CDPSession, Page } from "playwright-core";
import { until } from "./until.ts";
import type { Visitor } from "./visitor.ts";

const sessions = new WeakMap<Page, Promise<CDPSession>>();

function sessionOf(page: Page): Promise<CDPSession> {
  const session = sessions.get(page) ?? page.context().newCDPSession(page);
  sessions.set(page, session);
  return session;
}

/** A finger that goes from one height to another. A flick leaves the glass in full swing: the page flies on. */
export async function flick(page: Page, fromY: number, toY: number): Promise<void> {
  await swipe(page, fromY, toY, async () => {});
}

/** The same, but the finger rests before it leaves the glass, and so does the page. */
export async function drag(page: Page, fromY: number, toY: number): Promise<void> {
  await swipe(page, fromY, toY, () => frames(page, 8));
}

async function swipe(page: Page, fromY: number, toY: number, atEnd: () => Promise<void>): Promise<void> {
  const session = await sessionOf(page);
  const steps = 12;
  const touch = (type: "touchStart" | "touchMove" | "touchEnd", y?: number) =>
    session.send("Input.dispatchTouchEvent", { type, touchPoints: y === undefined ? [] : [{ x: 60, y }] });
  await touch("touchStart", fromY);
  for (let step = 1; step <= steps; step++) await touch("touchMove", fromY + ((toY - fromY) * step) / steps);
  await atEnd();
  await touch("touchEnd");
}

/** Lets the page paint so many frames. */
async function frames(page: Page, count: number): Promise<void> {
  for (let frame = 0; frame < count; frame++) {
    await page.evaluate(() => new Promise((resolve) => requestAnimationFrame(resolve)));
  }
}

/** Scrolls the page by about so many pixels (down: positive), as this device does, and waits until it has moved. */
export async function scrollBy(visitor: Visitor, pixels: number): Promise<void> {
  const { page, device } = visitor;
  const before = await page.evaluate(() => window.scrollY);
  if (device.touch) await drag(page, 400 + pixels / 2, 400 - pixels / 2);
  else await page.mouse.wheel(0, pixels);
  await until(`the page to scroll by about ${pixels}`, () =>
    page.evaluate(
      ({ from, wanted }) => {
        const gone = window.scrollY - from;
        return Math.sign(gone) === Math.sign(wanted) && Math.abs(gone) >= Math.abs(wanted) * 0.6;
      },
      { from: before, wanted: pixels },
    ),
  );
}

/** To and fro, then rest: on the price with the mouse, off the glass with the finger. Nothing is pressed. */
export async function waver(visitor: Visitor): Promise<void> {
  const { page, device } = visitor;
  if (!device.touch) await page.mouse.move(420, 420, { steps: 4 });
  for (const pixels of [260, -220, 220, -260]) await scrollBy(visitor, pixels);
  if (device.touch) return;
  const price = await page.locator(".summary .sum-total .price").boundingBox();
  if (!price) throw new Error("the cart shows no total");
  await page.mouse.move(price.x + price.width / 2, price.y + price.height / 2, { steps: 6 });
}
