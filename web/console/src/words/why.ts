// Why a campaign does or does not speak to a visitor, from the code and details that `GET …/why` hands out. A code that
// is not known here falls back to the engine's own sentence.

import { capWords, reasonWords } from "./decision";
import { momentWords } from "./moment";
import { spanWords } from "./span";
import { triggerLine } from "./trigger";
import { isRecord, quoted, say, type Words } from "./words";

export interface Why {
  code: string;
  details: Readonly<Record<string, unknown>>;
  reason: string;
}

type Text = { ja: string; en: string };
type Teller = (words: Words, details: Why["details"]) => Text;

/** One sentence: 「この施策は24時間に1回までです。いままでに1回、次は11月30日 14:05 から出せます」 */
export function whyWords(words: Words, { code, details, reason }: Why): string {
  const teller = TELLERS[code];
  return teller ? say(words, teller(words, details)) : reasonWords(words, reason);
}

const plain =
  (ja: string, en: string): Teller =>
  () => ({ ja, en });

const status: Teller = (_, { status }) =>
  ({
    draft: { ja: "まだ下書きです", en: "It is still a draft" },
    paused: { ja: "一時停止しています", en: "It is paused" },
    ended: { ja: "終了しています", en: "It has ended" },
  })[String(status)] ?? { ja: "公開中ではありません", en: "It is not running" };

const schedule: Teller = (words, { from, until }) => {
  const start = from ? momentWords(words, from) : "";
  const end = until ? momentWords(words, until) : "";
  return {
    ja: `実施期間（${start}〜${end}）の外です`,
    en: `It is outside its schedule (${start} – ${end})`,
  };
};

const consent: Teller = (_, { purpose }) =>
  purpose === "measurement"
    ? { ja: "計測への同意がありません", en: "The visitor did not agree to be measured" }
    : { ja: "声かけへの同意がありません", en: "The visitor did not agree to be spoken to" };

const noTrigger: Teller = (words, details) => {
  const trigger = triggerOf(words, details);
  return { ja: `きっかけを待っています: ${trigger}`, en: `It waits for its trigger: ${trigger}` };
};

const triggerOf = (words: Words, { on, name, params }: Why["details"]) =>
  triggerLine(words, { on: String(on), name: String(name), params: isRecord(params) ? params : {} });

const notNow: Teller = (words, { until }) => {
  const end = until ? momentWords(words, until) : null;
  return {
    ja: `「今は大丈夫です」が選ばれています${end ? `。${end} からまた出せます` : ""}`,
    en: `The visitor said “not now”${end ? `; it may speak again from ${end}` : ""}`,
  };
};

const stopped: Teller = (_, { on }) =>
  ({
    closed: { ja: "前に閉じられています", en: "The visitor closed it before" },
    answered: { ja: "もう答えてもらっています", en: "The visitor answered it before" },
    goal: { ja: "もう目標に達しています", en: "The visitor reached its goal" },
  })[String(on)] ?? { ja: "この来訪者には終わっています", en: "It is finished with this visitor" };

const cap: Teller = (words, { max, per, scope, shows, frees_at }) => {
  const limit = capWords(words, { max: Number(max), per: String(per) });
  const free = frees_at ? momentWords(words, frees_at) : null;
  const next = {
    ja: free ? `次に出せるのは${free}からです` : nextByPeriod(per).ja,
    en: free ? `It may speak again from ${free}` : nextByPeriod(per).en,
  };
  return scope === "site"
    ? {
        ja: `全施策あわせて${limit}です。もう${shows}回出ています。${next.ja}`,
        en: `All campaigns together speak ${limit}; there were ${shows}. ${next.en}`,
      }
    : {
        ja: `この施策は${limit}です。もう${shows}回出ています。${next.ja}`,
        en: `This campaign speaks ${limit}; it spoke ${Number(shows) === 1 ? "once" : `${shows} times`}. ${next.en}`,
      };
};

const nextByPeriod = (per: unknown): Text =>
  per === "visit"
    ? { ja: "次の訪問から出せます", en: "It may speak again in the next visit" }
    : { ja: "もう出せません", en: "It will not speak again" };

const quiet: Teller = (words, { time, until }) => ({
  ja: `前の表示から${spanWords(words, time)}は静かにします。${momentWords(words, until)} からまた出せます`,
  en: `Quiet for ${spanWords(words, time)} after the last message, until ${momentWords(words, until)}`,
});

const quietPages: Teller = (_, { page_views, seen }) => ({
  ja: `前の表示から${page_views}ページは静かにします。いま${seen}ページ目です`,
  en: `Quiet for ${page_views} pages after the last message; ${seen} seen so far`,
});

const budget: Teller = (words, { price, points, refills_at }) => {
  const full = refills_at ? momentWords(words, refills_at) : null;
  return {
    ja: `必要な注意は${price}ポイント、残りは${points}ポイントです${full ? `。${full} に元に戻ります` : ""}`,
    en: `It costs ${price} points of attention, ${points} are left${full ? `; all are back at ${full}` : ""}`,
  };
};

const rival: Teller = (words, { holder }) => {
  const name = quoted(words, words.campaign(String(holder)));
  return { ja: `${name}が先に場所を取ります`, en: `${name} takes the place first` };
};

const openStep: Teller = (words, { until }) => ({
  ja: `いまページに表示中です。答えるか閉じるまで、遅くとも訪問が終わるまで（${momentWords(words, until)} 以降）続きます`,
  en: `Its message is on the page now, until it is answered or closed, or the visit ends (from ${momentWords(words, until)})`,
});

const waiting: Teller = (words, { until }) => ({
  ja: `会話が ${momentWords(words, until)} を待っています`,
  en: `Its dialogue waits until ${momentWords(words, until)}`,
});

const deferred: Teller = (words, { until }) => ({
  ja: `次のメッセージが、合うページを待っています（${momentWords(words, until)} まで）`,
  en: `Its next message waits for its page (until ${momentWords(words, until)})`,
});

const appointed: Teller = (words, { until }) => ({
  ja: `きっかけは起きました。${momentWords(words, until)} 以降に開いているページで話しかけます`,
  en: `Its trigger has come: it speaks on a page that is open from ${momentWords(words, until)} on`,
});

const TELLERS: Record<string, Teller> = {
  speaks: plain("きっかけが来れば話しかけます", "It speaks when its trigger comes"),
  control: plain(
    "この来訪者は比較のための対照群です。出すところでも出しません",
    "This visitor belongs to the control group for comparison: where it would speak, it stays silent",
  ),
  status,
  held_out: plain(
    "ホールドアウトの来訪者です（どの施策も見せません）",
    "The visitor belongs to the holdout, who see no campaign at all",
  ),
  schedule,
  consent,
  needs_verified: plain("本人と確かめられた会員だけが対象です", "It is only for members who were proved"),
  audience: plain("対象の条件に当てはまりません", "The audience does not hold"),
  elsewhere: plain(
    "会話の続きは、ご本人と分かる端末だけで出します",
    "Its dialogue goes on only where the visitor is known",
  ),
  no_trigger: noTrigger,
  trigger_late: plain("きっかけの知らせが遅れて届きました", "Its trigger arrived too late to speak"),
  trigger_below: plain("きっかけの強さが足りません", "Its trigger was not strong enough"),
  trigger_known: plain("きっかけはすでに届いていたものでした", "Its trigger was known already"),
  trigger_condition: plain("きっかけの条件に当てはまりません", "The trigger’s condition does not hold"),
  other_page: plain("次のメッセージは別のページを待っています", "Its next message waits for another page"),
  no_arm: plain("割り当てられるパターンがありません", "There is no arm to draw"),
  never: plain("「今後この案内を表示しない」が選ばれています", "The visitor asked never to see it again"),
  not_now: notNow,
  stopped,
  cap,
  quiet,
  quiet_pages: quietPages,
  budget,
  typing: plain("入力中です（割り込みません）", "The visitor is typing, so nothing interrupts"),
  checkout: plain(
    "購入手続き中です（ページを覆いません）",
    "The visitor is in the checkout, so nothing covers the page",
  ),
  rival,
  own_dialogue: plain("この施策の会話が続いています", "Its own dialogue is under way"),
  open_step: openStep,
  waiting,
  deferred,
  appointed,
};

/** Every code that is told; a test compares it with the API's own list. */
export const TOLD_CODES = Object.keys(TELLERS);
