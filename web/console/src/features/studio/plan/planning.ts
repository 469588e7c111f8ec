// What a plan says before publishing: how many visitors, how long until a verdict, and what can be seen by when. Pure; honest
// where the answer is never.

import type { PlanOutlook } from "../../../api/types";
import { count, percent } from "../../../ui/format";
import { mannerOf, share, type Tongue } from "../../../words/amounts";
import { say } from "../../../words/words";

export interface PlanWords {
  /** How long until a verdict, or that there will be none. */
  headline: string;
  /** What that rests on. */
  why: string;
  /** What would bring it sooner; null where there is nothing to do. */
  advice: string | null;
  isGood: boolean;
}

/** `control`: percent of those meant who see nothing. */
export function planWords(words: Tongue, plan: PlanOutlook, control: number): PlanWords {
  const base = baseWords(words, plan);
  if (control <= 0)
    return {
      headline: say(words, {
        ja: "対照がないので、判定は出ません。",
        en: "Without a control there will be no verdict.",
      }),
      why: base,
      advice: say(words, {
        ja: "「なにを」で、見せない方の割合を決めてください。",
        en: "Set the share of those who see nothing under “What”.",
      }),
      isGood: false,
    };
  if (plan.too_long)
    return { headline: tooLong(words, plan), why: base, advice: sooner(words), isGood: false };
  if (plan.days === null)
    return {
      headline: say(words, {
        ja: "判定までの日数は、まだ見込めません。",
        en: "How long a verdict takes cannot be told yet.",
      }),
      why: base,
      advice: null,
      isGood: false,
    };
  const days = count(Math.ceil(plan.days), mannerOf(words));
  const effect = share(words, plan.smallest_effect);
  return {
    headline: say(words, {
      ja: `公開から約 ${days} 日で判定できる見込みです（${effect} の差があるとき）。`,
      en: `A verdict should come about ${days} days after publishing, if the effect is ${effect}.`,
    }),
    why: base,
    advice: null,
    isGood: true,
  };
}

function tooLong(words: Tongue, { days, smallest_effect }: PlanOutlook): string {
  const effect = share(words, smallest_effect);
  if (days === null)
    return say(words, {
      ja: `この人数では、${effect} の差は見つけられません。`,
      en: `With so few visitors an effect of ${effect} cannot be found.`,
    });
  const written = count(Math.ceil(days), mannerOf(words));
  return say(words, {
    ja: `${effect} の差の判定までに約 ${written} 日かかります。時間がかかりすぎます。`,
    en: `An effect of ${effect} takes about ${written} days to find. That is too long.`,
  });
}

const sooner = (words: Tongue): string =>
  say(words, {
    ja: "対象を広げる、人の多い場面をきっかけにする、見せない方の割合を増やす、気にする差を大きくする、のどれかで早まります。判定なしで動かすこともできます。",
    en: "A wider audience, a moment that more visitors meet, a larger control or a larger effect to look for would bring it sooner. It can also run without a verdict.",
  });

function baseWords(words: Tongue, { base, visitors_a_day, base_rate }: PlanOutlook): string {
  if (base === "none" || visitors_a_day === null)
    return say(words, {
      ja: "お店の実績がまだないため、人数を見込めません。動かして数日たつと、わかります。",
      en: "Nothing is known of the shop yet, so visitors cannot be foreseen. A few days after it starts they can.",
    });
  const people = count(visitors_a_day, mannerOf(words));
  const rate = base_rate === null ? null : percent(base_rate, mannerOf(words));
  const from = say(
    words,
    base === "own"
      ? { ja: "この施策の実績から", en: "from what this campaign has seen" }
      : { ja: "お店全体の実績から", en: "from the whole shop" },
  );
  return rate === null
    ? say(words, {
        ja: `1 日に約 ${people} 人（${from}）。`,
        en: `About ${people} visitors a day (${from}).`,
      })
    : say(words, {
        ja: `1 日に約 ${people} 人、何もしなくても ${rate} が目標に達します（${from}）。`,
        en: `About ${people} visitors a day, of whom ${rate} reach the goal anyway (${from}).`,
      });
}

/** 「2 週間で 36 % 以上」. */
export function visibleWords(
  words: Tongue,
  { days, lift }: PlanOutlook["visible"][number],
): [string, string] {
  const weeks = Math.round(days / 7);
  const within = say(words, { ja: `${weeks} 週間`, en: weeks === 1 ? "a week" : `${weeks} weeks` });
  if (lift === null) return [within, say(words, { ja: "見えません", en: "nothing" })];
  return [within, say(words, { ja: `${share(words, lift)} 以上`, en: `${share(words, lift)} or more` })];
}
