/**
 * Real tabs. Playwright makes every page believe that it is in front (focus emulation); with that off, a tab behind
 * another one is hidden, its timers are throttled, and coming back to it is a real `visibilitychange`.
 *
 * The switch belongs to Playwright's own session with the page: a second session cannot turn it off. There is no
 * public way to that session, so this reaches in, and says so when a newer Playwright has moved it.
 */
import type { Page } from "playwright-core";

interface Session {
  send(method: string, parameters: object): Promise<unknown>;
}

interface Inside {
  _connection?: {
    toImpl?(page: Page): { delegate?: { _mainFrameSession?: { _client?: Session } } };
  };
}

export async function feelRealVisibility(page: Page): Promise<void> {
  const session = (page as unknown as Inside)._connection?.toImpl?.(page)?.delegate?._mainFrameSession
    ?._client;
  if (!session) throw new Error("this Playwright keeps its page session elsewhere: mend support/tabs.ts");
  await session.send("Emulation.setFocusEmulationEnabled", { enabled: false });
}
