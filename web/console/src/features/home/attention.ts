// What needs attention, as sentences: what is the matter, why it matters or what is behind it, and one thing to do.

import { plural, t } from "@lingui/core/macro";
import type { AttentionItem } from "../../api/types";
import { gateName, reasonWords } from "../../words/decision";
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
        what: t`“${name}” never speaks`,
        why: neverSpeaks(words, text("top_gate"), text("top_reason"), percent(number("share"), 0)),
        action: { to: toCampaign, label: t`Look at the campaign` },
      };
    case "invalid_events":
      return {
        what: plural(number("count"), {
          one: `One event could not be understood`,
          other: `${count(number("count"))} events could not be understood`,
        }),
        why: t`They were not counted. The debugger says what is wrong with each and how to mend it.`,
        action: { to: "/install/events?verdict=invalid", label: t`Look at the events` },
      };
    case "no_orders":
      return {
        what: t`Orders arrive without an amount`,
        why: t`The effect of campaigns cannot be told in money until “Order Completed” carries revenue.`,
        action: { to: "/install", label: t`Mend the orders` },
      };
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
        why: t`The control should be ${percent(number("expected"), 0)} and is ${percent(number("found"), 0)}. Do not compare the arms until the reason is found.`,
        action: { to: toCampaign, label: t`Look at the campaign` },
      };
  }
}

function neverSpeaks(words: Words, gate: string, reason: string, share: string): string {
  const because = reason === "" ? gateName(words, gate) : reasonWords(words, reason);
  if (because === "") return t`It was asked, and something always stood in the way.`;
  return t`${share} of the time it ends at: ${because}.`;
}
