/** Sizes of a message as it stands on the page. */
import type { Page } from "playwright-core";
import { anyMessage } from "./dialogue.ts";

/** Edge of the smallest thing that a finger should have to hit, in CSS pixels. */
const TARGET = 44;

/** What can be pressed in a message and is smaller than a finger needs, in words. */
export const smallTargets = (page: Page): Promise<string[]> =>
  anyMessage(page).evaluate((card, edge) => {
    const pressable =
      "a,button,select,textarea,input:not([type=checkbox],[type=radio]),.option,.rate span,.beside";
    const found = Array.from(card.querySelectorAll<HTMLElement>(pressable)).filter((each) => {
      const { width, height } = each.getBoundingClientRect();
      return height > 0 && (height < edge - 0.5 || width < edge - 0.5);
    });
    return found.map((each) => {
      const { width, height } = each.getBoundingClientRect();
      return `${each.getAttribute("aria-label") ?? each.textContent} ${width} × ${height}`;
    });
  }, TARGET);

/** The share of the window's height that a message takes. */
export const heightShare = (page: Page): Promise<number> =>
  anyMessage(page).evaluate((card) => card.getBoundingClientRect().height / innerHeight);

/** Whether it stands wholly inside of the window, and nothing in it sticks out at the sides. */
export const isWhole = (page: Page): Promise<boolean> =>
  anyMessage(page).evaluate((card) => {
    const { left, right, top, bottom } = card.getBoundingClientRect();
    const fits = left >= -0.5 && right <= innerWidth + 0.5 && top >= -0.5 && bottom <= innerHeight + 0.5;
    return fits && card.scrollWidth <= card.clientWidth;
  });
