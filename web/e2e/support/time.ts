/**
 * A page whose time the test holds: the browser's own clock and timers, not functions put in their place, so that the
 * page and the tag find nothing replaced. Between two passages the page's time stands still.
 */
import type { Page } from "playwright-core";

export interface Time {
  /** Lets so much of the page's time go by at once; what the page asks of the network comes in between. */
  pass(ms: number): Promise<void>;
}

export async function takeTime(page: Page): Promise<Time> {
  const session = await page.context().newCDPSession(page);
  return {
    async pass(ms) {
      const passed = new Promise<void>((resolve) =>
        session.once("Emulation.virtualTimeBudgetExpired", () => resolve()),
      );
      await session.send("Emulation.setVirtualTimePolicy", {
        policy: "pauseIfNetworkFetchesPending",
        budget: ms,
        maxVirtualTimeTaskStarvationCount: 1_000_000,
      });
      await passed;
    },
  };
}
