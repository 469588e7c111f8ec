/** While the visits of the past days are being replayed the shop's clock runs fast: the guide asks its reader to wait. */
import { html, type Markup } from "../html.js";
import { g } from "./texts.js";

const EVERY_MS = 2_000;

/** What `GET /demo/replay.json` tells. */
interface Replay {
  /** Days replayed so far. */
  days: number;
  of: number;
}

/** It keeps its place also when it is empty, so that nothing moves when it is done. */
export const replayNotice = (): Markup => html`<p class="replay" id="replay" role="status"></p>`;

const notice = ({ days, of }: Replay): Markup => html`<strong>${g.replay.title}</strong>
  <progress max="${of}" value="${days}" aria-label="${g.replay.title}"></progress>
  <span class="replay-days">${g.replay.days(days, of)}</span>
  <span>${g.replay.lead}</span>`;

/** Asks until it is over; without a Kizukai behind the shop there is nothing to ask. */
export async function followReplay(): Promise<void> {
  const place = document.querySelector("#replay");
  for (;;) {
    const answer = await fetch("/demo/replay.json").catch(() => null);
    if (!place || answer?.status === 404) return;
    if (answer?.ok) {
      const replay = (await answer.json()) as Replay;
      const isOver = replay.days >= replay.of;
      place.innerHTML = isOver ? "" : notice(replay).text;
      if (isOver) return;
    }
    await new Promise((resolve) => setTimeout(resolve, EVERY_MS));
  }
}
