/** The shop as it is now: asks every two seconds while the guide is in view, and writes into places that do not move. */
import { html, type Markup } from "../html.js";
import { campaignName } from "./campaigns.js";
import { n } from "./now_texts.js";
import { doing, known, places, type ShopNow, type Visitor, verdict } from "./now_wording.js";

const EVERY_MS = 2_000;
const PLACES = 6;

export const shopNow = (): Markup => html`<section class="stage now" aria-labelledby="now">
  <h2 id="now">${n.heading}</h2>
  <p class="stage-lead">${n.lead}</p>
  <div class="now-place">
    <ul class="now-visitors" id="now-visitors">
      ${Array.from({ length: PLACES }, () => html`<li></li>`)}
    </ul>
    <p class="now-note" id="now-note">${n.alone}</p>
  </div>
</section>`;

export const campaignCounts = (): Markup => html`<section class="stage" aria-labelledby="counts">
  <h2 id="counts">${n.countsHeading}</h2>
  <p class="stage-lead">${n.countsLead}</p>
  <table class="counts">
    <thead>
      <tr>
        <th scope="col">${n.columns.campaign}</th>
        <th scope="col">${n.columns.shown}</th>
        <th scope="col">${n.columns.ghosts}</th>
        <th scope="col">${n.columns.answers}</th>
        <th scope="col">${n.columns.closed}</th>
      </tr>
    </thead>
    <tbody id="count-rows"><tr><td colspan="5">${n.countsNone}</td></tr></tbody>
  </table>
</section>`;

const card = (visitor: Visitor, you: string): Markup => {
  const said = verdict(visitor);
  const own = visitor.anonymousId === you;
  const who = own ? n.you : visitor.simulated ? n.simulated : n.other;
  return html`<p class="now-who"><span class="now-mark${own ? " now-you" : ""}">${who}</span>${known(visitor)}</p>
    <p class="now-doing">${doing(visitor)}</p>
    <p class="now-verdict now-${said.kind}">${said.text}</p>`;
};

const replaying = ({ days, of }: ShopNow["replay"]): Markup => html`<strong>${n.replayTitle}</strong>
  <progress max="${of}" value="${days}" aria-label="${n.replayTitle}"></progress>
  <span class="now-days">${n.replayDays(days, of)}</span>
  <span>${n.replayLead}</span>`;

const countRows = (campaigns: ShopNow["campaigns"]): Markup =>
  html`${Object.entries(campaigns)
    .sort(([, a], [, b]) => b.shown + b.ghosts - (a.shown + a.ghosts))
    .map(
      ([key, { shown, ghosts, answers, closed }]) =>
        html`<tr><th scope="row">${campaignName(key)}</th>${[shown, ghosts, answers, closed].map(
          (count) => html`<td>${count.toLocaleString("ja-JP")}</td>`,
        )}</tr>`,
    )}`;

/** Writes only what changed, so that a reader's selection and a screen reader's place stay. */
function write(node: Element | null | undefined, markup: Markup): void {
  if (node && node.getAttribute("data-written") !== markup.text) {
    node.innerHTML = markup.text;
    node.setAttribute("data-written", markup.text);
  }
}

/** Whether visits of the past are being replayed; a listener of the live stream should wait then. */
export async function startNow(you: Promise<string>): Promise<void> {
  const anonymousId = await you;
  let standing: (string | null)[] = Array.from({ length: PLACES }, () => null);
  const show = (now: ShopNow): void => {
    const over = now.replay.days >= now.replay.of;
    const note = document.querySelector<HTMLElement>("#now-note");
    standing = places(standing, over ? now.present : [], anonymousId);
    const cards = [...document.querySelectorAll("#now-visitors > li")];
    for (const [index, id] of standing.entries()) {
      const visitor = now.present.find((each) => each.anonymousId === id);
      write(cards[index], visitor ? card(visitor, anonymousId) : html``);
    }
    const left = now.present_count - standing.filter(Boolean).length;
    const words = now.present_count === 0 ? n.alone : left > 0 ? n.more(left) : "";
    write(note, over ? html`${words}` : replaying(now.replay));
    note?.parentElement?.classList.toggle("now-empty", !over || now.present_count === 0);
    if (Object.keys(now.campaigns).length > 0)
      write(document.querySelector("#count-rows"), countRows(now.campaigns));
  };
  for (;;) {
    if (!document.hidden) {
      const answer = await fetch("/demo/now.json").catch(() => null);
      if (answer?.status === 404) return;
      if (answer?.ok) show((await answer.json()) as ShopNow);
    }
    await new Promise((resolve) => setTimeout(resolve, EVERY_MS));
  }
}
