/** What Kizukai knows of this visitor, as a short list of facts. */
import type { Text } from "../catalogue/types.js";
import { html, type Markup } from "../html.js";
import { language, say, yen } from "../i18n/lang.js";
import type { Profile } from "./api.js";
import { campaignName, segmentName } from "./campaigns.js";
import { labelOf } from "./labels.js";
import { g } from "./texts.js";
import { given } from "./wording.js";

const RANKS: Readonly<Record<string, Text>> = {
  gold: { ja: "ゴールド", en: "Gold" },
  silver: { ja: "シルバー", en: "Silver" },
  regular: { ja: "レギュラー", en: "Regular" },
  new: { ja: "はじめて", en: "First-timer" },
};

const fact = (term: string, value: Markup | string): Markup =>
  html`<div><dt>${term}</dt><dd>${value}</dd></div>`;

const listOr = (items: readonly Markup[], none: string): Markup | string =>
  items.length > 0 ? html`<ul>${items}</ul>` : none;

function rank(traits: Record<string, unknown>): Markup | null {
  if (typeof traits.rank !== "string") return null;
  const name = RANKS[traits.rank];
  const points = traits.points === undefined ? "" : Number(traits.points).toLocaleString("ja-JP");
  return html`${g.rankValue(name ? say(name) : traits.rank, points)}<small>${g.rankSource}</small>`;
}

function answers(profile: Profile): Markup[] {
  return Object.entries(profile.answers).flatMap(([campaign, steps]) =>
    Object.entries(steps).map(([step, answer]) => {
      const label = (key: unknown) => labelOf(campaign, step, String(key), language);
      const chosen = answer.choice ?? (Array.isArray(answer.value) ? answer.value : null);
      const value = chosen === null ? given(answer.value) : [chosen].flat().map(label).join("、");
      return html`<li>${campaignName(campaign)}<small>${value}</small></li>`;
    }),
  );
}

function campaigns(profile: Profile): Markup[] {
  return Object.entries(profile.campaigns).map(([key, state]) => {
    const spoke = state.exposures + state.ghosts > 0;
    const standing = state.control ? g.control : `${g.arm(state.arm)}${spoke ? "" : ` / ${g.waiting}`}`;
    return html`<li>${campaignName(key)}<small>${standing}</small></li>`;
  });
}

export function profileFacts(profile: Profile): Markup {
  const { traits, visits, cart, orders } = profile;
  const name = typeof traits.name === "string" ? traits.name : g.unnamed;
  const known = rank(traits);
  return html`${profile.holdout ? html`<p class="facts-note">${g.holdout}</p>` : null}
    <dl class="known">
      ${fact(g.facts.who, html`${name}<small>${profile.userId ?? profile.id.slice(0, 12)}</small>`)}
      ${known ? fact(g.facts.rank, known) : null}
      ${fact(g.facts.visits, g.visitsValue(visits.count, visits.current?.page_count ?? 0))}
      ${fact(g.facts.bag, g.bagValue(cart.quantity, yen(cart.subtotal)))}
      ${fact(g.facts.orders, g.ordersValue(orders.count, yen(orders.revenue)))}
      ${fact(
        g.facts.segments,
        listOr(
          profile.segments.map((key) => html`<li>${segmentName(key)}</li>`),
          g.none,
        ),
      )}
      ${fact(g.facts.answers, listOr(answers(profile), g.none))}
      ${fact(g.facts.campaigns, listOr(campaigns(profile), g.none))}
    </dl>`;
}
