import type { Language } from "../catalogue/types.js";
import { language } from "../i18n/lang.js";

const ja = {
  title: "気遣いを試す",
  heading: "この店の店員は、頃合いを見て声をかけます。",
  lead: "下の試し方から、気になるものを選んでください。あなたの動きと、店員がなぜ話したか、なぜ黙っていたかが、すぐに記録へ出ます。",
  toRecord: "記録を見る",
  stages: [
    { title: "みんなに知らせる", lead: "お知らせは、声かけのいちばん小さな部分です。" },
    { title: "様子を見て、声をかける", lead: "迷い、見比べ、探しもの。動きを見て、話すかどうかを決めます。" },
    { title: "その人に合わせる", lead: "会員ランクや、これまでのお買いものを、外から受け取って使います。" },
  ],
  how: "試し方",
  speaks: "話す施策",
  quietHeading: "黙っているのには、わけがあります",
  quietLead: "声がかからないときは、記録の一行に理由が出ます。よくあるのは、次の五つです。",
  quietReasons: [
    {
      term: "対照になっている",
      text: "施策ごとに、何割かの来訪者にはわざと話しかけません。話しかけた人と比べて、効果を確かめるためです。",
    },
    {
      term: "ホールドアウトに入っている",
      text: "二十人にひとりは、どの施策からも話しかけられません。店全体の効果を測るためです。",
    },
    {
      term: "先に話している案内がある",
      text: "割り込む案内は一度にひとつだけ。答えないまま開いている案内も、場所をふさぎます。答えるか閉じると、次が話せます。",
    },
    {
      term: "さきほど話したばかり",
      text: "この見本では十五秒だけ間を置きます。本番の店では、もっと長くするのがおすすめです。",
    },
    {
      term: "声をかけすぎになる",
      text: "ひとりの来訪者に使える注意には限りがあります。大きな案内ほど、入力や手続きの最中ほど、多く使います。",
    },
  ],
  another: "別の来訪者になる",
  anotherLead:
    "新しい来訪者として、はじめから試せます。カートとログインも元に戻ります。対照になるかどうかも引き直されるので、押すたびに五人にひとりほどの見込みで、黙っている店員に会えます。",
  anotherButton: "別の来訪者になる",
  record: "あなたの記録",
  recordEmpty: "まだ何もありません。",
  recordEmptyLead:
    "試し方からひとつ選んで、動いてみてください。ここに、あなたの動きと店員の判断が新しい順に並びます。",
  status: {
    connecting: "つないでいます",
    live: "つながっています",
    retrying: "つなぎ直しています",
    offline: "気遣いにつながっていません",
  },
  offlineLead: "この店だけが動いています。kizukai demo で開くと、ここに記録が出ます。",
  knows: "気遣いが知っていること",
  knowsEmpty: "最初のページを開くと、ここに出ます。",
  facts: {
    who: "来訪者",
    visits: "訪問",
    bag: "カート",
    orders: "お買いもの",
    rank: "会員ランク",
    segments: "セグメント",
    answers: "お答え",
    campaigns: "施策とパターン",
  },
  unnamed: "名前はまだわかりません",
  visitsValue: (count: number, pages: number) => `${count} 回目、${pages} ページ`,
  bagValue: (quantity: number, amount: string) => (quantity === 0 ? "空です" : `${quantity} 点、${amount}`),
  ordersValue: (count: number, amount: string) => (count === 0 ? "まだありません" : `${count} 回、${amount}`),
  rankValue: (rank: string, points: string) => `${rank}${points ? `、${points} ポイント` : ""}`,
  rankSource: "店の名簿（CSV）から",
  none: "まだありません",
  arm: (arm: string) => `パターン ${arm}`,
  control: "対照（話しかけません）",
  waiting: "まだ話していません",
  holdout: "ホールドアウトに入っています。どの施策も話しかけません。",
};

type GuideTexts = typeof ja;

const en: GuideTexts = {
  title: "Try Kizukai",
  heading: "The clerk of this shop speaks when the moment is right.",
  lead: "Pick something to try below. What you do, and why the clerk spoke or kept quiet, appears in the record at once.",
  toRecord: "See the record",
  stages: [
    { title: "Tell everyone", lead: "A notice is the smallest part of attending to visitors." },
    {
      title: "Watch, then speak",
      lead: "Hesitation, comparing, searching: behaviour decides whether to speak.",
    },
    {
      title: "Attend to this person",
      lead: "Rank and purchases arrive from outside and change what is said.",
    },
  ],
  how: "How to try it",
  speaks: "Campaign",
  quietHeading: "Silence has a reason",
  quietLead: "When nobody speaks, a line of the record says why. These five are the usual ones.",
  quietReasons: [
    {
      term: "You are in the control",
      text: "Each campaign leaves some visitors alone on purpose, to compare and know its effect.",
    },
    {
      term: "You are held out",
      text: "One visitor in twenty hears from no campaign at all, to know the effect on the whole shop.",
    },
    {
      term: "Another message is open",
      text: "Only one message may interrupt at a time, also one that was left unanswered. Answer or close it and the next may speak.",
    },
    {
      term: "Somebody spoke just now",
      text: "This sample waits fifteen seconds in between. A real shop should wait longer.",
    },
    {
      term: "It would be too much",
      text: "A visitor's attention is limited. A larger message costs more of it, and more while typing or checking out.",
    },
  ],
  another: "Become another visitor",
  anotherLead:
    "Start over as a new visitor, with an empty cart and logged out. The draw is made anew as well: about one visitor in five meets a silent clerk.",
  anotherButton: "Become another visitor",
  record: "Your record",
  recordEmpty: "Nothing yet.",
  recordEmptyLead:
    "Pick something to try and move about. What you do and what the clerk decides appears here, newest first.",
  status: {
    connecting: "Connecting",
    live: "Connected",
    retrying: "Connecting again",
    offline: "Not connected to Kizukai",
  },
  offlineLead: "Only the shop is running. Open it with kizukai demo and the record appears here.",
  knows: "What Kizukai knows",
  knowsEmpty: "It appears here with the first page you open.",
  facts: {
    who: "Visitor",
    visits: "Visits",
    bag: "Cart",
    orders: "Orders",
    rank: "Rank",
    segments: "Segments",
    answers: "Answers",
    campaigns: "Campaigns and arms",
  },
  unnamed: "No name yet",
  visitsValue: (count, pages) => `Visit ${count}, ${pages} ${pages === 1 ? "page" : "pages"}`,
  bagValue: (quantity, amount) =>
    quantity === 0 ? "Empty" : `${quantity} ${quantity === 1 ? "piece" : "pieces"}, ${amount}`,
  ordersValue: (count, amount) => (count === 0 ? "None yet" : `${count}, ${amount}`),
  rankValue: (rank, points) => `${rank}${points ? `, ${points} points` : ""}`,
  rankSource: "from the shop's list (CSV)",
  none: "None yet",
  arm: (arm) => `arm ${arm}`,
  control: "control (stays silent)",
  waiting: "has not spoken yet",
  holdout: "You are held out: no campaign speaks to you.",
};

const texts: Record<Language, GuideTexts> = { ja, en };
export const g: GuideTexts = texts[language];
