/** How an operator reaches what is on a page: with the mouse, or by the keyboard alone. Typing is typing in both. */
import type { Locator, Page } from "playwright-core";

export interface Reach {
  name: "mouse" | "keyboard";
  /** Presses a button, a link, a row. */
  press(target: Locator): Promise<void>;
  /** Types into a field, in place of what was there. */
  fill(target: Locator, text: string): Promise<void>;
  /** Chooses in a list that the browser draws, by what is shown there. */
  choose(target: Locator, label: string): Promise<void>;
}

export const MOUSE: Reach = {
  name: "mouse",
  press: (target) => target.click(),
  async fill(target, text) {
    await target.click();
    await overwrite(target.page(), text);
  },
  async choose(target, label) {
    await target.selectOption({ label });
  },
};

export const KEYBOARD: Reach = {
  name: "keyboard",
  async press(target) {
    await tabTo(target);
    await target.page().keyboard.press("Enter");
  },
  async fill(target, text) {
    await tabTo(target);
    await overwrite(target.page(), text);
  },
  async choose(target, label) {
    await tabTo(target);
    await target.page().keyboard.type(label);
  },
};

export const REACHES = [MOUSE, KEYBOARD];

/** More stops than any page has; whoever needs more is lost. */
const STOPS = 150;

/** Inside of these the arrows lead on; everywhere else Tab does. */
const WITH_ARROWS = ["menuitem", "option"];

/** Stop by stop, as somebody goes who has no mouse. What cannot be reached so fails, and says where the way led. */
async function tabTo(target: Locator): Promise<void> {
  const page = target.page();
  await target.waitFor();
  const key = WITH_ARROWS.includes((await target.getAttribute("role")) ?? "") ? "ArrowDown" : "Tab";
  const way: string[] = [];
  for (let stop = 0; stop < STOPS; stop++) {
    if (await target.evaluate((element) => element === document.activeElement)) return;
    await page.keyboard.press(key);
    way.push(await page.evaluate(nameOfFocused));
  }
  throw new Error(`no ${key} leads to ${target}; the way went by: ${way.slice(-40).join(" → ")}`);
}

function nameOfFocused(): string {
  const found = document.activeElement as HTMLElement | null;
  const words = found?.getAttribute("aria-label") ?? found?.textContent ?? "";
  return `${found?.tagName.toLowerCase()} ${words.trim().slice(0, 24)}`;
}

async function overwrite(page: Page, text: string): Promise<void> {
  await page.keyboard.press("Control+A");
  await page.keyboard.type(text);
}
