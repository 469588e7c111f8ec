// What conditions can ask of a visitor, in a shop's words, with the unit its numbers have. The vocabulary is that of
// `crates/conditions/src/check/attributes.rs`; open roots (traits, device, event) fall back to the name itself.

import { type Language, quoted, type Words } from "./words";

/** How a value is written. */
export type Unit =
  | "text"
  | "money"
  | "number"
  | "items"
  | "times"
  | "pages"
  | "seconds"
  | "hour"
  | "weekday"
  | "moment"
  | "percent"
  | "segment";

export interface AttributeName {
  subject: string;
  unit: Unit;
}

type Entry = [unit: Unit, ja: string, en: string];

const KNOWN: Record<string, Entry> = {
  "visit.count": ["times", "訪問の回数", "the number of visits"],
  "visit.page_count": ["pages", "この訪問で見たページ数", "the number of pages in this visit"],
  "visit.duration_s": ["seconds", "この訪問の長さ", "the length of this visit"],
  "visit.landing": ["text", "最初に開いたページ", "the landing page"],
  "visit.referrer": ["text", "参照元", "the referrer"],
  "page.url": ["text", "見ているページのURL", "the page's URL"],
  "page.path": ["text", "見ているページ", "the page"],
  "page.title": ["text", "見ているページの題名", "the page's title"],
  "cart.subtotal": ["money", "カートの合計", "the cart total"],
  "cart.quantity": ["items", "カートの点数", "the number of items in the cart"],
  "cart.items": ["text", "カートの品", "the list of items in the cart"],
  "orders.count": ["times", "購入の回数", "the number of orders"],
  "orders.revenue": ["money", "これまでの購入額", "the amount bought so far"],
  "orders.last_at": ["moment", "最後の購入", "the last order"],
  "now.hour": ["hour", "いまの時刻", "the time of day"],
  "now.weekday": ["weekday", "きょうの曜日", "the day of the week"],
  "event.name": ["text", "きっかけのイベント", "the triggering event"],
  "event.type": ["text", "きっかけのイベントの種類", "the type of the triggering event"],
  segments: ["segment", "入っているセグメント", "the visitor’s list of segments"],
};

/** Names that shops use for traits, properties and devices everywhere. */
const COMMON: Record<string, Entry> = {
  rank: ["text", "会員ランク", "membership rank"],
  points: ["number", "ポイント", "points"],
  name: ["text", "名前", "name"],
  email: ["text", "メールアドレス", "e-mail address"],
  birthday: ["text", "誕生日", "birthday"],
  gender: ["text", "性別", "gender"],
  prefecture: ["text", "都道府県", "prefecture"],
  purpose: ["text", "目的", "purpose"],
  category: ["text", "カテゴリ", "category"],
  brand: ["text", "ブランド", "brand"],
  price: ["money", "価格", "price"],
  value: ["money", "金額", "value"],
  revenue: ["money", "金額", "revenue"],
  quantity: ["items", "数量", "quantity"],
  product_id: ["text", "商品番号", "product number"],
  sku: ["text", "SKU", "SKU"],
  variant: ["text", "種類", "variant"],
  size: ["text", "サイズ", "size"],
  query: ["text", "検索語", "search term"],
  results: ["number", "検索結果の件数", "number of results"],
  coupon: ["text", "クーポン", "coupon"],
  order_id: ["text", "注文番号", "order number"],
  seconds: ["seconds", "秒数", "time"],
  percent: ["percent", "スクロールの深さ", "scroll depth"],
  score: ["number", "迷いの強さ", "hesitation score"],
  away_s: ["seconds", "離れていた時間", "time away"],
  clicks: ["times", "押した回数", "number of clicks"],
  switches: ["times", "行き来の回数", "number of changes"],
  count: ["times", "回数", "number of times"],
  errors: ["times", "誤りの回数", "number of mistakes"],
  returns: ["times", "書き直しの回数", "number of corrections"],
  selector: ["text", "要素", "element"],
  os: ["text", "OS", "operating system"],
  type: ["text", "種類", "type"],
  browser: ["text", "ブラウザ", "browser"],
};

/** What to call an attribute, and how its values are written. */
export function attributeName(words: Words, path: string): AttributeName {
  const known = KNOWN[path];
  if (known) return named(words, known);
  const [root = "", ...rest] = path.split(".");
  const name = rest.join(".");
  switch (root) {
    case "traits":
      return owned(words, name, (inner) => ({ ja: inner, en: `the ${inner}` }));
    case "properties":
      return owned(words, name, (inner) => ({ ja: inner, en: `the ${inner}` }));
    case "device":
      return owned(words, name, (inner) => ({ ja: `端末の${inner}`, en: `the device’s ${inner}` }));
    case "event":
      return owned(words, rest.slice(1).join("."), (inner) => ({
        ja: `きっかけの${inner}`,
        en: `the trigger’s ${inner}`,
      }));
    case "answers":
      return answer(words, path, rest);
    case "page":
      return text(words, { ja: `URLの${quoted(words, name.slice(6))}`, en: `the URL’s ${name.slice(6)}` });
    case "visit":
      return text(words, { ja: `流入元（${name}）`, en: `the visit’s ${name}` });
    case "cart":
      return text(words, { ja: `カートの品（${rest.slice(1).join(".")}）`, en: `the cart’s ${name}` });
    default:
      return inEntry(words, path);
  }
}

/** What to call a trait or property by itself: 「会員ランク」; its own name where it is no common one. */
export function fieldName(words: Words, name: string): string {
  const common = COMMON[name];
  return common ? named(words, common).subject : name;
}

/** A field of a list's entry, inside `$elemMatch`. */
function inEntry(words: Words, path: string): AttributeName {
  const common = COMMON[path];
  return common ? named(words, common) : text(words, { ja: quoted(words, path), en: path });
}

function owned(words: Words, name: string, wrap: (inner: string) => Record<Language, string>): AttributeName {
  const common = COMMON[name];
  const inner = common ? named(words, common) : { subject: quoted(words, name), unit: "text" as const };
  return { subject: wrap(inner.subject)[words.language], unit: inner.unit };
}

function answer(words: Words, path: string, [campaign = "", ...step]: string[]): AttributeName {
  const known = words.asked?.(path);
  if (known) {
    const question = quoted(words, known.question);
    return text(words, { ja: `${question}への答え`, en: `the answer to ${question}` });
  }
  const asked = quoted(words, words.campaign(campaign));
  return text(words, {
    ja: `${asked}への答え（${step.join(".")}）`,
    en: `the answer to ${asked} (${step.join(".")})`,
  });
}

function named(words: Words, [unit, ja, en]: Entry): AttributeName {
  return { subject: words.language === "ja" ? ja : en, unit };
}

function text(words: Words, subject: Record<Language, string>): AttributeName {
  return { subject: subject[words.language], unit: "text" };
}
