import type { Language } from "../catalogue/types.js";
import { language } from "../i18n/lang.js";

const ja = {
  heading: "いまの店内",
  lead: "見本の来訪者が、人の早さで出入りしています。気遣いに見えているのは、動きだけです。急いでいる人か、迷いやすい人かは知らされていません。",
  alone: "いまは、どなたもいません。店のページを開くと、ここにあなたが出ます。",
  replayTitle: "30日分の来訪を再現しています",
  replayLead: "一分ほどで終わります。それまで店の時計は早く進むので、お試しは終わってからどうぞ。",
  replayDays: (days: number, of: number) => `${days} / ${of} 日`,
  you: "あなた",
  simulated: "見本",
  other: "別の方",
  visit: (count: number) => (count > 1 ? `${count} 回目の訪問` : "はじめての訪問"),
  pages: (count: number) => `${count} ページ`,
  cart: (quantity: number, amount: string) => `カート ${quantity} 点 ${amount}`,
  member: "会員",
  more: (count: number) => `ほかに ${count} 人`,
  watching: "様子を見ています",
  holdout: "どの施策も話しかけません（ホールドアウト）",
  opened: (title: string) => `「${title}」を見ています`,
  shown: (name: string) => `「${name}」が話しかけました`,
  ghost: (name: string) => `「${name}」は黙っています。対照の方です`,
  lost: (name: string, holder: string) => `「${name}」は待っています。「${holder}」が開いています`,
  lostOwn: (name: string) => `「${name}」は開いたままです`,
  capped: (name: string) => `「${name}」は控えました。もう話しています`,
  stopped: (name: string) => `「${name}」は控えました。前に断られています`,
  quiet: (name: string) => `「${name}」は間を置いています`,
  budget: (name: string) => `「${name}」は控えました。声をかけすぎになります`,
  countsHeading: "施策ごとの声かけ",
  countsLead:
    "見本の来訪者と、あなたのぶんです。「黙った」は対照で、話しかけるはずだった時刻だけを残した回数です。",
  countsNone: "まだ数えるものがありません。",
  columns: { campaign: "施策", shown: "話した", ghosts: "黙った", answers: "お答え", closed: "閉じた" },
};

type NowTexts = typeof ja;

const en: NowTexts = {
  heading: "In the shop now",
  lead: "Simulated visitors come and go at a human pace. Kizukai sees only what they do; nobody tells it who is in a hurry and who likes to compare.",
  alone: "Nobody is here. Open a page of the shop and you appear in this place.",
  replayTitle: "Replaying 30 days of visits",
  replayLead: "It takes about a minute. The shop's clock runs fast until then, so try things afterwards.",
  replayDays: (days, of) => `${days} of ${of} days`,
  you: "You",
  simulated: "Simulated",
  other: "Somebody",
  visit: (count) => (count > 1 ? `Visit ${count}` : "First visit"),
  pages: (count) => `${count} ${count === 1 ? "page" : "pages"}`,
  cart: (quantity, amount) => `cart ${quantity}, ${amount}`,
  member: "member",
  more: (count) => `and ${count} more`,
  watching: "Watching",
  holdout: "No campaign speaks to them (held out)",
  opened: (title) => `Is looking at “${title}”`,
  shown: (name) => `“${name}” spoke`,
  ghost: (name) => `“${name}” keeps silent: a control visitor`,
  lost: (name, holder) => `“${name}” waits: “${holder}” is open`,
  lostOwn: (name) => `“${name}” is still open`,
  capped: (name) => `“${name}” held back: it has spoken already`,
  stopped: (name) => `“${name}” held back: it was declined before`,
  quiet: (name) => `“${name}” waits a moment`,
  budget: (name) => `“${name}” held back: it would be one too many`,
  countsHeading: "What each campaign did",
  countsLead:
    "Simulated visitors and you together. “Silent” counts control: only the moment it would have spoken was recorded.",
  countsNone: "Nothing to count yet.",
  columns: { campaign: "Campaign", shown: "Spoke", ghosts: "Silent", answers: "Answers", closed: "Closed" },
};

const texts: Record<Language, NowTexts> = { ja, en };
export const n: NowTexts = texts[language];
