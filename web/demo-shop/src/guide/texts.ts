import type { Language } from "../catalogue/types.js";
import { language } from "../i18n/lang.js";

const ja = {
  title: "気遣いを試す",
  heading: "この店の店員は、頃合いを見て声をかけます。",
  lead: "下の試し方から、気になるものを選んでください。あなたの動きと、店員がなぜ話したか、なぜ黙っていたかは、すぐに管理画面の記録へ出ます。",
  stages: [
    { title: "みんなに知らせる", lead: "お知らせは、声かけのいちばん小さな部分です。" },
    { title: "様子を見て、声をかける", lead: "迷い、見比べ、探しもの。動きを見て、話すかどうかを決めます。" },
    { title: "その人に合わせる", lead: "会員ランクや、これまでのお買いものを、外から受け取って使います。" },
  ],
  how: "試し方",
  speaks: "話す施策",
  quietHeading: "黙っているのには、わけがあります",
  quietLead: "声がかからないときは、管理画面の「なぜ？」に理由が出ます。よくあるのは、次の五つです。",
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
  console: {
    heading: "見えないところは、管理画面で",
    lead: "店員が何に気づき、なぜ話したか、なぜ黙っていたかは、お店の管理画面に残ります。別の窓で開いて、並べてご覧ください。",
    you: {
      title: "あなたの記録",
      lead: "動きと判断が、新しい順に並びます。「なぜ？」で、条件をひとつずつ確かめられます。",
    },
    visitors: { title: "いまの店内", lead: "どなたが、どのページで、何をしているか。" },
    campaigns: { title: "施策ごとの声かけ", lead: "話した回数、黙った回数、お答え、目標。" },
    signIn: "見本のログイン情報は、ログイン画面にあります。",
  },
  replay: {
    title: "30日分の来訪を再現しています",
    lead: "一分ほどで終わります。それまで店の時計は早く進むので、お試しは終わってからどうぞ。",
    days: (days: number, of: number) => `${days} / ${of} 日`,
  },
};

type GuideTexts = typeof ja;

const en: GuideTexts = {
  title: "Try Kizukai",
  heading: "The clerk of this shop speaks when the moment is right.",
  lead: "Pick something to try below. What you do, and why the clerk spoke or kept quiet, appears in the console at once.",
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
  quietLead: "When nobody speaks, “Why?” in the console says why. These five are the usual ones.",
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
  console: {
    heading: "What you cannot see is in the console",
    lead: "What the clerk noticed, why it spoke and why it kept quiet is kept in the shop's console. Open it in a second window, side by side.",
    you: {
      title: "Your record",
      lead: "What you do and what is decided, newest first. “Why?” checks each condition with you.",
    },
    visitors: { title: "In the shop now", lead: "Who is here, on which page, doing what." },
    campaigns: { title: "What each campaign did", lead: "Spoken, kept silent, answered, goals." },
    signIn: "The sample's name and password are on the sign-in page.",
  },
  replay: {
    title: "Replaying 30 days of visits",
    lead: "It takes about a minute. The shop's clock runs fast until then, so try things afterwards.",
    days: (days, of) => `${days} of ${of} days`,
  },
};

const texts: Record<Language, GuideTexts> = { ja, en };
export const g: GuideTexts = texts[language];
