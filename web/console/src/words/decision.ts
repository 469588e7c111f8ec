// Why a campaign spoke or did not, in a shop's words: outcomes, gates, and the engine's reasons
// (`crates/engagement/src/step`). A reason that is not known here is shown as it came: it is a plain sentence already.

import { spanWords } from "./span";
import { quoted, say, type Words } from "./words";

type Text = { ja: string; en: string };

const OUTCOMES: Record<string, Text> = {
  shown: { ja: "表示した", en: "Shown" },
  ghost: { ja: "対照群のため見せなかった", en: "Held back for the control group" },
  lost: { ja: "ほかの案内に譲った", en: "Gave way to another message" },
  stopped: { ja: "この来訪者には終わっている", en: "Finished with this visitor" },
  capped: { ja: "上限に達した", en: "Reached the cap" },
  quiet: { ja: "間をあけた", en: "Kept quiet" },
  budget: { ja: "注意の予算が足りない", en: "Attention budget spent" },
};

/** What came of a decision: 「上限に達した」. */
export const outcomeName = (words: Words, outcome: string): string => {
  const known = OUTCOMES[outcome];
  return known ? say(words, known) : outcome;
};

const GATES: Record<string, Text> = {
  status: { ja: "公開中か", en: "Running" },
  holdout: { ja: "ホールドアウト", en: "Holdout" },
  schedule: { ja: "期間", en: "Schedule" },
  audience: { ja: "対象", en: "Audience" },
  trigger: { ja: "きっかけ", en: "Trigger" },
  assignment: { ja: "割当", en: "Assignment" },
  stopped: { ja: "本人の意思", en: "The visitor's wish" },
  caps: { ja: "上限", en: "Caps" },
  quiet: { ja: "間隔", en: "Quiet time" },
  budget: { ja: "注意の予算", en: "Attention budget" },
  rivals: { ja: "ほかの案内", en: "Other messages" },
};

/** What a gate is called. */
export const gateName = (words: Words, gate: string): string => {
  const known = GATES[gate];
  return known ? say(words, known) : gate;
};

const PLAIN: Record<string, Text> = {
  "it is a draft": { ja: "下書きのままです", en: "It is a draft" },
  "it is paused": { ja: "一時停止しています", en: "It is paused" },
  "it has ended": { ja: "終了しています", en: "It has ended" },
  "outside its schedule": { ja: "期間の外です", en: "It is outside its schedule" },
  "the visitor belongs to the site's holdout": {
    ja: "ホールドアウトの来訪者です（どの施策も見せません）",
    en: "The visitor belongs to the holdout, who see no campaign at all",
  },
  "the audience does not hold": { ja: "対象の条件に当てはまりません", en: "The audience does not hold" },
  "the trigger's condition does not hold": {
    ja: "きっかけの条件に当てはまりません",
    en: "The trigger’s condition does not hold",
  },
  "only for visitors whose user id was proved": {
    ja: "本人と確かめられた会員だけが対象です",
    en: "It is only for members who were proved",
  },
  "the visitor did not consent to measurement": {
    ja: "計測への同意がありません",
    en: "The visitor did not agree to be measured",
  },
  "the visitor did not consent to assistance": {
    ja: "声かけへの同意がありません",
    en: "The visitor did not agree to be spoken to",
  },
  "the visitor asked never to see it again": {
    ja: "「今後この案内を表示しない」が選ばれています",
    en: "The visitor asked never to see it again",
  },
  "the visitor said not now": {
    ja: "「今は大丈夫です」が選ばれています（24時間）",
    en: "The visitor said “not now” (24 hours)",
  },
  "the visitor closed it before": { ja: "前に閉じられています", en: "The visitor closed it before" },
  "the visitor answered it before": { ja: "もう答えてもらっています", en: "The visitor answered it before" },
  "the visitor reached its goal": { ja: "もう目標に達しています", en: "The visitor reached its goal" },
  "its own dialogue is under way": {
    ja: "この施策の会話が続いています",
    en: "Its own dialogue is under way",
  },
  "the visitor is typing: nothing interrupts": {
    ja: "入力中です（割り込みません）",
    en: "The visitor is typing, so nothing interrupts",
  },
  "the visitor is in the checkout: nothing covers the page": {
    ja: "購入手続き中です（ページを覆いません）",
    en: "The visitor is in the checkout, so nothing covers the page",
  },
  "its next message waits for another page": {
    ja: "次のメッセージは別のページを待っています",
    en: "Its next message waits for another page",
  },
  "its dialogue goes on only where the visitor is known": {
    ja: "会話の続きは、ご本人と分かる端末だけで出します",
    en: "Its dialogue goes on only where the visitor is known",
  },
  "would speak, but the visitor is control": {
    ja: "出すところでしたが、この来訪者は比較のための対照群なので出しません",
    en: "It would speak, but this visitor belongs to the control group for comparison",
  },
  speaks: { ja: "この場で話しかけます", en: "It speaks" },
};

type Reading = [shape: RegExp, read: (words: Words, parts: string[]) => Text];

function plainly(ja: string, en: string) {
  return () => ({ ja, en });
}

const READINGS: Reading[] = [
  [
    /^cap (\d+) per (.+)$/,
    (words, [max, per]) => ({
      ja: `この施策は${period(words, per)}${max}回まで`,
      en: `This campaign: at most ${times(max)} ${period(words, per)}`,
    }),
  ],
  [
    /^site cap (\d+) per (.+)$/,
    (words, [max, per]) => ({
      ja: `全施策あわせて${period(words, per)}${max}回まで`,
      en: `All campaigns together: at most ${times(max)} ${period(words, per)}`,
    }),
  ],
  [
    /^quiet for (\d+) page views after the last show$/,
    (_, [pages]) => ({
      ja: `前の表示から${pages}ページは静かにします`,
      en: `Quiet for ${pages} pages after the last message`,
    }),
  ],
  [
    /^quiet for (\S+) after the last show$/,
    (words, [span]) => ({
      ja: `前の表示から${spanWords(words, span)}は静かにします`,
      en: `Quiet for ${spanWords(words, span)} after the last message`,
    }),
  ],
  [
    /^it costs (\S+) points, (\S+) are left$/,
    (_, [price, left]) => ({
      ja: `必要な注意は${price}ポイント、残りは${left}ポイント`,
      en: `It costs ${price} points of attention, ${left} are left`,
    }),
  ],
  [
    /^`([^`]+)` has the place/,
    (words, [holder = ""]) => ({
      ja: `${quoted(words, words.campaign(holder))}が表示中です`,
      en: `${quoted(words, words.campaign(holder))} has the place`,
    }),
  ],
  [
    /^its step `([^`]+)` is on the page/,
    (words, [step = ""]) => ({
      ja: `${quoted(words, step)}が表示されたままで、答えか、閉じるのを待っています`,
      en: `Its step ${quoted(words, step)} is on the page and neither answered nor closed`,
    }),
  ],
  [/^its dialogue waits until/, plainly("会話が次の時刻を待っています", "Its dialogue waits for its time")],
  [
    /^no (event|signal) `.+` in this moment$/,
    plainly("きっかけがまだ来ていません", "Its trigger has not come yet"),
  ],
  [
    /^the (event|signal) `.+` came too late to speak$/,
    plainly("きっかけの知らせが遅れて届きました", "Its trigger arrived too late to speak"),
  ],
  [
    /^the (event|signal) `.+` does not reach/,
    plainly("きっかけの強さが足りません", "Its trigger was not strong enough"),
  ],
  [
    /^the (event|signal) `.+` was known already$/,
    plainly("きっかけはすでに届いていたものでした", "Its trigger was known already"),
  ],
];

/** The engine's reason in words: `cap 1 per 1d` → 「この施策は24時間に1回まで」. */
export function reasonWords(words: Words, reason: string): string {
  const plain = PLAIN[reason];
  if (plain) return say(words, plain);
  for (const [shape, read] of READINGS) {
    const found = shape.exec(reason);
    if (found) return say(words, read(words, found.slice(1)));
  }
  return reason;
}

function period(words: Words, per = ""): string {
  if (per === "visit") return say(words, { ja: "1回の訪問に", en: "per visit" });
  if (per === "ever") return say(words, { ja: "通して", en: "ever" });
  return say(words, { ja: `${spanWords(words, per)}に`, en: `within ${spanWords(words, per)}` });
}

const times = (max = "") => (max === "1" ? "once" : `${max} times`);

/** A cap of a text in words. */
export function capWords(words: Words, cap: { max: number; per: string }): string {
  return say(words, {
    ja: `${period(words, cap.per)}${cap.max}回まで`,
    en: `at most ${times(String(cap.max))} ${period(words, cap.per)}`,
  });
}
