// What is known of an effect, in plain sentences: what it is, how sure, what it is worth a month, and what comes next. Pure:
// figures in, words out. Every sentence of the pages of effects stands here; pages only lay them out.

import type {
  ArmEffect,
  Effect,
  EffectDecision,
  EffectSummary,
  EffectVerdict,
  MetricEffect,
  MetricName,
  ReportRow,
  Status,
  Worth,
} from "../../api/types";
import { count, money } from "../../ui/format";
import {
  effectRange,
  evidenceWords,
  liftHigh,
  liftRange,
  mannerOf,
  share,
  type Tongue,
  worthRange,
} from "../../words/amounts";
import { lengthWords } from "../../words/span";
import { say } from "../../words/words";

type Both = { ja: string; en: string };

// Words ---------------------------------------------------------------------------------------------------------------

const VERDICTS: Record<EffectVerdict, Both> = {
  preliminary: { ja: "速報のみ", en: "Preliminary" },
  too_little: { ja: "データ不足", en: "Too little data" },
  not_comparable: { ja: "比べられません", en: "Not comparable" },
  open: { ja: "判断待ち", en: "Not decided yet" },
  changing: { ja: "効果が変動", en: "Changing" },
  better: { ja: "効果あり", en: "It works" },
  worse: { ja: "逆効果", en: "It makes it worse" },
  no_difference: { ja: "差なし", en: "No difference" },
};
const GUARDED: Partial<Record<EffectVerdict, Both>> = {
  better: { ja: "良くなった", en: "Improved" },
  worse: { ja: "悪くなった", en: "Got worse" },
  open: { ja: "害は未確認", en: "No harm seen" },
  no_difference: { ja: "害なし", en: "No harm" },
};

/** The word of a row: harm to a guardrail stands above what the goal says. */
export function decisionWord(
  words: Tongue,
  { decision, verdict }: { decision: EffectDecision | null; verdict: EffectVerdict },
): string {
  if (decision === "stop_harm") return say(words, { ja: "害あり", en: "It does harm" });
  return verdictWord(words, decision === "repair" ? "not_comparable" : verdict);
}

export const verdictWord = (
  words: Tongue,
  verdict: EffectVerdict,
  role: MetricEffect["role"] = "goal",
): string => say(words, (role === "guardrail" && GUARDED[verdict]) || VERDICTS[verdict]);

/** What a metric compares, and what more and less of it are called. */
const COMPARED: Record<
  MetricName,
  { ja: [what: string, more: string, less: string]; en: [string, string, string] }
> = {
  goal: {
    ja: ["目標に達する方", "多く", "少なく"],
    en: ["The share who reach the goal", "higher", "lower"],
  },
  value: { ja: ["一人あたりの売上", "高く", "低く"], en: ["Revenue per visitor", "higher", "lower"] },
  orders: { ja: ["一人あたりの注文", "多く", "少なく"], en: ["Orders per visitor", "higher", "lower"] },
  profit: { ja: ["一人あたりの粗利", "高く", "低く"], en: ["Profit per visitor", "higher", "lower"] },
  left_at_once: {
    ja: ["すぐに離れる方", "多く", "少なく"],
    en: ["The share who leave at once", "higher", "lower"],
  },
  came_back: {
    ja: ["7 日以内に戻る方", "多く", "少なく"],
    en: ["The share who come back within 7 days", "higher", "lower"],
  },
  load_ms: { ja: ["ページの表示", "遅く", "速く"], en: ["Page load", "longer", "shorter"] },
};

/** 「目標に達する方が、対照より 12 %〜31 % 多くなっています。」 Where zero lies inside, only between what it lies. */
export function comparison(words: Tongue, effect: MetricEffect): string {
  const { lift_low: low, lift_high: high } = effect;
  const [what, more, less] = COMPARED[effect.metric][words.language];
  const isUp = low !== null && low >= 0;
  const isDown = high !== null && high <= 0;
  if ([low, high, effect.difference_low, effect.difference_high].every((bound) => bound === null)) {
    return say(words, {
      ja: `${what}の差は、まだわかりません。`,
      en: `${what}: the difference is not known yet.`,
    });
  }
  if (!isUp && !isDown) {
    const lies = liesAt(words, effect);
    return say(words, {
      ja: `${what}の差は、対照と比べて ${lies}です。`,
      en: `${what}: against the control the difference is ${lies}.`,
    });
  }
  const [near, far] = isUp ? [low, liftHigh(high)] : [high as number, low];
  const size = sizeRange(words, near, far);
  const way = isUp ? more : less;
  return say(words, {
    ja: `${what}が、対照より ${size} ${way}なっています。`,
    en: `${what} is ${size} ${way} than in the control.`,
  });
}

/** 「−8 %〜+35 % のあいだ」; with an open end 「−8 % から上のどこか」. */
function liesAt(words: Tongue, effect: MetricEffect): string {
  const lies = effectRange(words, effect);
  const isLift = effect.lift_low !== null || effect.lift_high !== null;
  const [low, high] = isLift
    ? [effect.lift_low, liftHigh(effect.lift_high)]
    : [effect.difference_low, effect.difference_high];
  if (low === null && high === null) return lies;
  if (low === null || high === null) return say(words, { ja: `${lies}のどこか`, en: lies });
  return say(words, { ja: `${lies} のあいだ`, en: `somewhere from ${lies}` });
}

function sizeRange(words: Tongue, near: number, far: number | null): string {
  if (far === null)
    return say(words, { ja: `${share(words, near)} 以上`, en: `at least ${share(words, near)}` });
  const [a, b] = [share(words, near), share(words, far)];
  return say(words, { ja: `${a}〜${b}`, en: `${a} to ${b}` });
}

export const daysWords = (words: Tongue, days: number): string => {
  const whole = Math.max(1, Math.ceil(days));
  const written = count(whole, mannerOf(words));
  return say(words, { ja: `約 ${written} 日`, en: whole === 1 ? "about a day" : `about ${written} days` });
};

// One arm -------------------------------------------------------------------------------------------------------------

export interface Told {
  /** What is known. */
  headline: string;
  sure: string | null;
  worth: string | null;
  /** What to do, or how long to wait. */
  next: string | null;
}

/** What decides: the first metric that is a goal. */
export const mainMetric = (arm: ArmEffect): MetricEffect | null =>
  arm.metrics.find(({ role }) => role === "goal") ?? null;

/** After a stop a point would flatter: whoever is stopped at a high has had luck. Then only the interval is told. */
export const tellsPoint = (status: Status): boolean => status === "running";

export function armTold(words: Tongue, effect: Effect, arm: ArmEffect): Told {
  const main = mainMetric(arm);
  if (!main) return { headline: nothingToCompare(words), sure: null, worth: null, next: null };
  const decisive = harmedMetric(arm) ?? main;
  return {
    headline: headline(words, effect, arm, main),
    sure: sureWords(words, decisive, effect.plan.error_rate),
    worth: main.worth_a_month && worthWords(words, main.worth_a_month, tellsPoint(effect.status)),
    next: nextWords(words, effect.status, arm),
  };
}

const nothingToCompare = (words: Tongue): string =>
  say(words, {
    ja: "対照がないので、効果は測れません。",
    en: "There is no control, so its effect cannot be told.",
  });

const harmedMetric = (arm: ArmEffect): MetricEffect | null =>
  arm.decision === "stop_harm" ? (arm.metrics.find(({ metric }) => metric === arm.harmed) ?? null) : null;

function headline(words: Tongue, effect: Effect, arm: ArmEffect, main: MetricEffect): string {
  const harmed = harmedMetric(arm);
  if (harmed)
    return join(words, say(words, { ja: "害があります。", en: "It does harm." }), comparison(words, harmed));
  const opening = OPENINGS[main.verdict](words, effect, main);
  const isCompared = ["better", "worse", "open"].includes(main.verdict);
  return isCompared ? join(words, opening, comparison(words, main)) : opening;
}

const join = (words: Tongue, ...sentences: string[]): string =>
  sentences.join(say(words, { ja: "", en: " " }));

type Opening = (words: Tongue, effect: Effect, main: MetricEffect) => string;

const OPENINGS: Record<EffectVerdict, Opening> = {
  better: (words) => say(words, { ja: "効いています。", en: "It works." }),
  worse: (words) => say(words, { ja: "逆効果です。", en: "It makes things worse." }),
  open: (words) => say(words, { ja: "まだ判断できません。", en: "It cannot be judged yet." }),
  no_difference: (words, { plan }) =>
    say(words, {
      ja: `気にするほどの差はありません。あっても、${share(words, plan.smallest_effect)} より小さい差です。`,
      en: `There is no difference that matters. If there is one, it is smaller than ${share(words, plan.smallest_effect)}.`,
    }),
  changing: (words) =>
    say(words, {
      ja: "効果が途中で変わりました。ひとつの数字では言えません。",
      en: "The effect changed on the way. No single figure tells it.",
    }),
  not_comparable: (words) =>
    say(words, {
      ja: "比べられません。パターンの人数が、決めた割合からずれています。",
      en: "It cannot be compared. The arms do not have the share of visitors they should.",
    }),
  preliminary: (words, { window_days }) =>
    say(words, {
      ja: `まだ判断できません。目標の期間（${windowWords(words, window_days)}）を終えた方がいません。`,
      en: `It cannot be judged yet. Nobody’s goal window of ${windowWords(words, window_days)} is over.`,
    }),
  too_little: (words, _, { missing }) =>
    join(
      words,
      say(words, { ja: "まだ判断できません。", en: "It cannot be judged yet." }),
      missingWords(words, missing),
    ),
};

const DAY_MS = 86_400_000;

/** A goal window in words: 「7日間」, 「1時間」. */
export const windowWords = (words: Tongue, days: number): string =>
  lengthWords(words.language, days * DAY_MS);

function missingWords(words: Tongue, missing: MetricEffect["missing"]): string {
  if (!missing) return say(words, { ja: "データが足りません。", en: "There is too little data." });
  const [visitors, buyers] = [missing.visitors, missing.buyers].map((n) => count(n, mannerOf(words)));
  const parts = [
    missing.visitors > 0 && say(words, { ja: `あと ${visitors} 人`, en: `${visitors} more visitors` }),
    missing.buyers > 0 && say(words, { ja: `購入した方があと ${buyers} 人`, en: `${buyers} more buyers` }),
  ].filter((part) => part !== false);
  if (parts.length === 0) return say(words, { ja: "データが足りません。", en: "There is too little data." });
  return say(words, {
    ja: `データが足りません。${parts.join("、")}必要です。`,
    en: `There is too little data: ${parts.join(" and ")} are needed in each arm.`,
  });
}

function sureWords(words: Tongue, { verdict, evidence }: MetricEffect, errorRate: number): string | null {
  if (evidence === null) return null;
  const needed = count(1 / errorRate, mannerOf(words));
  const has = evidenceWords(words, evidence);
  const most = share(words, errorRate);
  switch (verdict) {
    case "better":
    case "worse":
      return say(words, {
        ja: `証拠は ${has}で、判定の基準の ${needed} 倍を超えました。毎日見ていても、誤りは ${most} 以下です。`,
        en: `The evidence has passed ${needed}× and stands at ${has}. Errors stay at ${most} at most, however often you look.`,
      });
    case "no_difference":
      return say(words, {
        ja: `毎日見ていても、誤りは ${most} 以下です。`,
        en: `Errors stay at ${most} at most, however often you look.`,
      });
    case "open":
      return say(words, {
        ja: `証拠は ${has}です。${needed} 倍になると判定します。`,
        en: `The evidence stands at ${has}; a verdict needs ${needed}×.`,
      });
    default:
      return null;
  }
}

export function worthWords(words: Tongue, worth: Worth, withPoint: boolean): string {
  const amount = (value: number) => money(Math.abs(value), mannerOf(words));
  const { low, expected, high } = worth;
  if (low < 0 && high > 0) {
    const between = worthRange(words, worth);
    return say(words, {
      ja: `金額にすると、月に ${between} のあいだです。`,
      en: `In money that is somewhere from ${between} a month.`,
    });
  }
  const [near, far] = low >= 0 ? [low, high] : [high, low];
  const ends = say(words, {
    ja: `${amount(near)}〜${amount(far)}`,
    en: `${amount(near)} to ${amount(far)}`,
  });
  const way = say(words, low >= 0 ? { ja: "増加", en: "more" } : { ja: "減少", en: "less" });
  return withPoint
    ? say(words, {
        ja: `金額にすると、月におよそ ${amount(expected)} の${way}（${ends}）に当たります。`,
        en: `In money about ${amount(expected)} ${way} a month (${ends}).`,
      })
    : say(words, {
        ja: `金額にすると、月に ${ends} の${way}に当たります。`,
        en: `In money ${ends} ${way} a month.`,
      });
}

function nextWords(words: Tongue, status: Status, arm: ArmEffect): string | null {
  if (status === "ended")
    return say(words, { ja: "この施策は終わっています。", en: "This campaign is over." });
  switch (arm.decision) {
    case "repair":
      return say(words, {
        ja: "原因を直して公開すると、新しいフェーズで測り直します。",
        en: "Mend the cause and publish: a new phase then measures afresh.",
      });
    case "stop_harm":
    case "stop_worse":
      return status === "paused"
        ? say(words, { ja: "いまは止まっています。", en: "It is stopped." })
        : say(words, { ja: "止めることをおすすめします。", en: "Better stop it." });
    case "promote":
      return say(words, {
        ja: "全員に見せるよう広げられます。",
        en: "It can be shown to everybody.",
      });
    case "settle":
      return say(words, {
        ja: "待っても変わりません。別の案を試せます。",
        en: "Waiting changes nothing. Try something else.",
      });
    default:
      return status === "paused"
        ? say(words, {
            ja: "一時停止中です。再開すると、続きを測ります。",
            en: "It is paused. Once it runs again, measuring goes on.",
          })
        : waitWords(words, arm.days_left, arm.waits_too_long);
  }
}

export function waitWords(words: Tongue, days: number | null, tooLong: boolean): string {
  if (tooLong)
    return say(words, {
      ja: "いまの人数では、判定までに時間がかかりすぎます。対照の割合を増やすか、人の多い場面に移すと早まります。",
      en: "At today’s number of visitors it takes too long. A larger control, or a moment that more visitors meet, would bring a verdict sooner.",
    });
  if (days === null)
    return say(words, {
      ja: "判定までの日数は、まだ見込めません。",
      en: "How long it will take cannot be told yet.",
    });
  const left = daysWords(words, days);
  return say(words, { ja: `判定まで、あと${left}です。`, en: `A verdict is ${left} away.` });
}

// The whole shop --------------------------------------------------------------------------------------------------------

/** What a sentence about the whole shop rests on: the metric in money, else the goal. */
export function totalMetric(arm: ArmEffect): MetricEffect | null {
  const goals = arm.metrics.filter(({ role }) => role === "goal");
  return goals.find(({ worth_a_month }) => worth_a_month !== null) ?? goals[0] ?? null;
}

/** `total`: null where nobody is held out. */
export function totalTold(words: Tongue, total: Effect | null): Told {
  if (!total) return nobodyHeldOut(words);
  const served = total.arms.find(({ control }) => !control);
  const held = total.arms.find(({ control }) => control);
  const metric = served && totalMetric(served);
  if (!served || !metric || !held || held.decided === 0) return nobodyHeldOut(words);
  const told = (headlineText: string, worth: string | null, next: string | null): Told => ({
    headline: headlineText,
    sure: sureWords(words, metric, total.plan.error_rate),
    worth,
    next,
  });
  const { worth_a_month: worth } = metric;
  if (metric.verdict === "better" || metric.verdict === "worse")
    return told(earned(words, metric), between(words, worth), null);
  if (metric.verdict === "no_difference")
    return told(
      say(words, {
        ja: "施策全体では、気にするほどの差がありません。",
        en: "All campaigns together make no difference that matters.",
      }),
      worth && worthWords(words, worth, false),
      null,
    );
  return told(
    join(
      words,
      say(words, {
        ja: "施策全体の効果は、まだ判断できません。",
        en: "What all campaigns together bring cannot be judged yet.",
      }),
      whyNotYet(words, total, served, held, metric),
    ),
    worth && worthWords(words, worth, false),
    metric.verdict === "not_comparable" ? null : totalWait(words, served),
  );
}

const nobodyHeldOut = (words: Tongue): Told => ({
  headline: say(words, {
    ja: "施策全体の効果は測れません。比べる相手（ホールドアウト）がいないためです。",
    en: "What all campaigns together bring cannot be told: nobody is held out to compare with.",
  }),
  sure: null,
  worth: null,
  next: say(words, {
    ja: "サイトの設定でホールドアウトを 5 % にすると、測り始めます。",
    en: "Set the holdout to 5 % in the settings of the site, and measuring begins.",
  }),
});

function earned(words: Tongue, { worth_a_month: worth, verdict }: MetricEffect): string {
  const isGain = verdict === "better";
  if (!worth)
    return isGain
      ? say(words, { ja: "施策全体は効いています。", en: "All campaigns together work." })
      : say(words, { ja: "施策全体は逆効果です。", en: "All campaigns together do harm." });
  const amount = money(Math.abs(worth.expected), mannerOf(words));
  return isGain
    ? say(words, {
        ja: `施策全体で、月におよそ ${amount} を生んでいます。`,
        en: `All campaigns together bring about ${amount} a month.`,
      })
    : say(words, {
        ja: `施策全体で、月におよそ ${amount} を失っています。`,
        en: `All campaigns together cost about ${amount} a month.`,
      });
}

function between(words: Tongue, worth: Worth | null): string | null {
  if (!worth) return null;
  const [least, most] = [worth.low, worth.high]
    .map(Math.abs)
    .sort((one, other) => one - other)
    .map((amount) => money(amount, mannerOf(words)));
  return say(words, {
    ja: `少なくて ${least}、多くて ${most} です。`,
    en: `At least ${least}, at most ${most}.`,
  });
}

/** A comparison with fewer than this share takes so long that it has to be said. */
const FEW_HELD_OUT = 0.1;

function whyNotYet(
  words: Tongue,
  total: Effect,
  served: ArmEffect,
  held: ArmEffect,
  metric: MetricEffect,
): string {
  const all = served.decided + held.decided;
  const part = held.decided / all;
  if (metric.verdict === "not_comparable") return OPENINGS.not_comparable(words, total, metric);
  if (metric.verdict === "changing") return OPENINGS.changing(words, total, metric);
  if (metric.verdict === "too_little") return missingWords(words, metric.missing);
  if (part >= FEW_HELD_OUT) return "";
  const [few, people] = [share(words, part), count(held.decided, mannerOf(words))];
  return say(words, {
    ja: `比べる相手（ホールドアウト）が来訪者の ${few}（${people} 人）しかいないためです。`,
    en: `Only ${few} of the visitors, ${people} people, are held out to compare with.`,
  });
}

function totalWait(words: Tongue, { days_left, waits_too_long }: ArmEffect): string {
  if (!waits_too_long) return waitWords(words, days_left, false);
  return say(words, {
    ja: "いまの人数では、判定までに時間がかかりすぎます。ホールドアウトの割合を増やすと早まります。",
    en: "At today’s number of visitors it takes too long. A larger holdout would bring a verdict sooner.",
  });
}

// Rows of lists -----------------------------------------------------------------------------------------------------------

/** A campaign among the others, in a line. */
export function rowTold(words: Tongue, row: EffectSummary): string {
  switch (row.decision) {
    case "repair":
      return say(words, {
        ja: "パターンの人数がずれていて、比べられません。原因を直してください。",
        en: "Arms have the wrong share of visitors. Mend the cause.",
      });
    case "stop_harm":
      return row.status === "running"
        ? say(words, { ja: "害があります。止めてください。", en: "It does harm. Stop it." })
        : say(words, { ja: "害があったため、止まっています。", en: "It did harm and is stopped." });
    case "stop_worse":
      return row.status === "running"
        ? say(words, { ja: "逆効果です。止めてください。", en: "It makes things worse. Stop it." })
        : say(words, {
            ja: "逆効果だったため、止まっています。",
            en: "It made things worse and is stopped.",
          });
    case "promote":
      return row.believed
        ? say(words, { ja: "効いています。全員に広げられます。", en: "It works and can go to everybody." })
        : say(words, {
            ja: "効いていますが、多くの施策の中の偶然かもしれません。もう少し待つのが安全です。",
            en: "It works, but among so many campaigns that may be luck. Better wait a little.",
          });
    case "settle":
      return say(words, {
        ja: "気にするほどの差はありません。別の案を試せます。",
        en: "No difference that matters. Try something else.",
      });
    default:
      return waitingRow(words, row);
  }
}

function waitingRow(words: Tongue, row: EffectSummary): string {
  if (row.arm === null && row.verdict === "preliminary" && row.visitors === 0 && row.young === 0)
    return say(words, { ja: "まだだれにも接触していません。", en: "Nobody has been reached yet." });
  if (row.waits_too_long)
    return say(words, {
      ja: "この人数では時間がかかりすぎます。対照を増やすと早まります。",
      en: "At this pace it takes too long. A larger control would help.",
    });
  switch (row.verdict) {
    case "preliminary":
      return say(words, {
        ja: "目標の期間を終えた方を待っています。",
        en: "Waiting for goal windows to be over.",
      });
    case "too_little":
      return say(words, {
        ja: "データが足りません。人数が増えるのを待っています。",
        en: "Too little data; waiting for more visitors.",
      });
    case "changing":
      return say(words, {
        ja: "効果が途中で変わりました。日ごとの動きを見てください。",
        en: "The effect changed on the way. Look at its days.",
      });
    default:
      return say(words, { ja: "まだ判断できません。", en: "It cannot be judged yet." });
  }
}

/** A row of the weekly report. */
export function reportTold(words: Tongue, row: ReportRow): string {
  const [what] = COMPARED[row.metric][words.language];
  const lift = liftRange(words, row.lift_low, row.lift_high);
  switch (row.why) {
    case "better":
    case "worse":
    case "guardrail":
      return say(words, {
        ja: `${what}は、対照と比べて ${lift} です。`,
        en: `${what}: ${lift} against the control.`,
      });
    case "no_difference":
      return say(words, {
        ja: "気にするほどの差がありません。続けるか、別の案を試すかを決められます。",
        en: "There is no difference that matters. You can go on, or try something else.",
      });
    case "too_long":
      return say(words, {
        ja: "このままでは 1 年以内に判断できません。",
        en: "As it is, it cannot be judged within a year.",
      });
    case "sizes":
      return say(words, {
        ja: "パターンの人数がずれています。原因を直すまで比べられません。",
        en: "Arms have the wrong share of visitors; nothing can be compared until that is mended.",
      });
    case "changing":
      return say(words, { ja: "効果が途中で変わりました。", en: "The effect changed on the way." });
  }
}
