// What needs attention, as sentences: what is the matter, why it matters or what is behind it, and one thing to do.

import { plural, t } from "@lingui/core/macro";
import type { AttentionItem } from "../../api/types";
import { conditionLine } from "../../words/condition";
import { gateName, reasonWords } from "../../words/decision";
import { figureWords } from "../../words/figures";
import { ruleVerdictIn } from "../../words/ruleVerdict";
import type { Words } from "../../words/words";

export interface AttentionWords {
  what: string;
  why: string;
  /** Where to go, and what the way there is called. */
  action: { to: string; label: string };
}

interface Manner {
  words: Words;
  percent: (ratio: number, digits?: number) => string;
  count: (value: number) => string;
}

export function attentionWords(item: AttentionItem, { words, percent, count }: Manner): AttentionWords {
  const number = (name: string) => Number(item.figures[name] ?? 0);
  const text = (name: string) => String(item.figures[name] ?? "");
  const name = item.campaign_name ?? item.campaign ?? "";
  const toCampaign = `/campaigns/${item.campaign ?? ""}`;
  const seeEffect = { to: `${toCampaign}/effect`, label: t`Look at the effect` };
  switch (item.kind) {
    case "no_events":
      return {
        what: t`Nothing arrives from your shop yet`,
        why: t`Once the tag is on its pages, visitors appear here within seconds.`,
        action: { to: "/install", label: t`Put the tag in` },
      };
    case "events_stopped":
      return {
        what: t`Your shop has fallen silent`,
        why: t`Events used to arrive without such a gap. Was something changed on the pages?`,
        action: { to: "/install", label: t`Check the tag` },
      };
    case "never_speaks":
      return {
        what: t`“${name}” has not spoken for seven days`,
        why: neverSpeaks(item.figures, words, percent),
        action: { to: toCampaign, label: t`Look at the campaign` },
      };
    case "invalid_events":
      return {
        what: plural(number("invalid"), {
          one: `One event could not be understood`,
          other: `${count(number("invalid"))} events could not be understood`,
        }),
        why: t`They were not counted. The debugger says what is wrong with each and how to mend it.`,
        action: { to: "/install/events?verdict=invalid", label: t`Look at the events` },
      };
    case "no_orders":
      return { ...ordersWords(number), action: { to: "/install", label: t`See how to send orders` } };
    case "no_campaign":
      return {
        what: t`No campaign is running`,
        why: t`Visitors are seen, but nobody speaks to them.`,
        action: { to: "/campaigns", label: t`Look at the campaigns` },
      };
    case "draft_waiting":
      return {
        what: t`“${name}” is waiting as a draft`,
        why: t`It has not been changed for a while. Start it, or leave it.`,
        action: { to: toCampaign, label: t`Look at the draft` },
      };
    case "sample_ratio":
      return {
        what: t`The groups of “${name}” are not as large as they should be`,
        why: t`${armName(text("arm"))} should be ${percent(number("expected_share"), 0)} and is ${percent(number("share"), 0)}. Do not compare the arms until the reason is found.`,
        action: { to: toCampaign, label: t`Look at the campaign` },
      };
    case "stopped_by_rule": {
      const arm = text("arm");
      return {
        what: item.figures.is_paused
          ? t`“${name}” was stopped, because it did harm`
          : t`The arm “${arm}” of “${name}” was stopped, because it did harm`,
        why: byRule(item.figures, words),
        action: seeEffect,
      };
    }
    case "promoted_by_rule":
      return {
        what: t`“${name}” is shown to everybody now, because it works`,
        why: byRule(item.figures, words),
        action: seeEffect,
      };
  }
}

/** That the rule did it, and what it saw. */
function byRule(figures: AttentionItem["figures"], words: Words): string {
  const { metric, difference } = ruleVerdictIn(words, figures);
  if (metric === null || difference === null) return t`The rule that was set for it has acted.`;
  const figure = figureWords(words.language, metric).name;
  return t`The rule that was set for it has acted. ${figure} against the control: ${difference}.`;
}

const armName = (arm: string) => (arm === "control" ? t`The control` : t`The arm “${arm}”`);

/** No order at all, orders in another currency, or orders without an amount. */
function ordersWords(number: (name: string) => number): Pick<AttentionWords, "what" | "why"> {
  if (number("orders") === 0) {
    return {
      what: t`No order has arrived yet`,
      why: t`Visitors come, but “Order Completed” does not. Without orders no effect can be told.`,
    };
  }
  if (number("without_revenue") === 0) {
    return {
      what: t`Orders arrive in another currency`,
      why: t`They are not added up. Send “currency” as the site has it.`,
    };
  }
  return {
    what: t`Orders arrive without an amount`,
    why: t`The effect of campaigns cannot be told in money until “Order Completed” carries revenue.`,
  };
}

/** What stops it: counted from its decisions, or tried at those who are here now. */
function neverSpeaks(figures: AttentionItem["figures"], words: Words, percent: Manner["percent"]): string {
  const gate = String(figures.top_gate ?? "");
  const reason = String(figures.top_reason ?? "");
  if (gate === "" && reason === "") return t`Its moment has not come for anybody yet.`;
  const because = stop(words, gate, reason, figures.leaf);
  const share = percent(Number(figures.share ?? 0), 0);
  return figures.sampled === undefined
    ? t`${share} of the times its moment came, it ended here: ${because}`
    : t`At ${share} of the visitors of late it ends here: ${because}`;
}

function stop(words: Words, gate: string, reason: string, leaf: unknown): string {
  const condition = typeof leaf === "string" ? leafCondition(leaf) : null;
  if (condition) return t`this does not hold: ${conditionLine(words, condition)}`;
  return reason === "" ? gateName(words, gate) : reasonWords(words, reason);
}

/** `cart.quantity $gt 0` as the condition it came from; none where it is more than a plain comparison. */
export function leafCondition(leaf: string): object | null {
  const found = /^(\w[\w.-]*) (\$\w+) (.+)$/s.exec(leaf);
  if (!found) return null;
  const [, path = "", operator = "", expected = ""] = found;
  try {
    return { [path]: { [operator]: JSON.parse(expected) as unknown } };
  } catch {
    return null;
  }
}
