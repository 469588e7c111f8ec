/** A message on the page, found as a visitor finds it: by its words and its roles. */
import type { Locator, Page } from "playwright-core";

/** The one card of an interrupting format. */
export const dialogue = (page: Page): Locator => page.locator("kizukai-message[data-kind=overlay] .card");

/** Any message, interrupting or inside the page. */
export const anyMessage = (page: Page): Locator => page.locator("kizukai-message .card");

/** The card that is titled so. */
export const titled = (page: Page, title: string): Locator => anyMessage(page).filter({ hasText: title });

export const answer = (page: Page, label: string): Locator =>
  dialogue(page).getByRole("button", { name: label, exact: true });

/** Waits until nothing on the page or in a message is on its way any more. */
export async function stillness(page: Page): Promise<void> {
  await page.evaluate(async () => {
    const hosts = Array.from(document.querySelectorAll("kizukai-message"), (host) => host.shadowRoot);
    const moving = [document, ...hosts].flatMap((root) => root?.getAnimations() ?? []);
    await Promise.allSettled(moving.map((animation) => animation.finished));
  });
}
