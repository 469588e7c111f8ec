// Keys out of names. A key is public and stays for good, so it should say something: common words of shops are
// translated, kana are written in Latin letters, and what is left over is passed by.

import { KEY_CHARS } from "../../../words/key";

const MADE_CHARS = 40;

/** Longest first where one begins another. */
const WORDS: readonly [string, string][] = [
  ["お問い合わせ", "contact"],
  ["ごあいさつ", "greeting"],
  ["おかえり", "welcome-back"],
  ["お知らせ", "notice"],
  ["お手伝い", "help"],
  ["お手入れ", "care"],
  ["送料無料", "free-shipping"],
  ["送料", "shipping"],
  ["配送", "delivery"],
  ["発送", "dispatch"],
  ["返品", "returns"],
  ["交換", "exchange"],
  ["在庫", "stock"],
  ["再入荷", "restock"],
  ["予約", "preorder"],
  ["新着", "new"],
  ["新商品", "new-products"],
  ["商品", "product"],
  ["会員登録", "sign-up"],
  ["会員", "member"],
  ["初回", "first"],
  ["購入後", "after-order"],
  ["購入", "order"],
  ["注文", "order"],
  ["決済", "payment"],
  ["支払い", "payment"],
  ["支払", "payment"],
  ["離脱", "exit"],
  ["再訪", "return"],
  ["検索", "search"],
  ["質問", "question"],
  ["相談", "advice"],
  ["不安", "worry"],
  ["贈り物", "gift"],
  ["贈りもの", "gift"],
  ["期間限定", "limited"],
  ["限定", "limited"],
  ["割引", "discount"],
  ["値下げ", "price-cut"],
  ["夏", "summer"],
  ["冬", "winter"],
  ["春", "spring"],
  ["秋", "autumn"],
  ["年末年始", "new-year"],
  ["休業", "holiday"],
  ["カート", "cart"],
  ["クーポン", "coupon"],
  ["ギフト", "gift"],
  ["サイズ", "size"],
  ["セール", "sale"],
  ["ポイント", "points"],
  ["メンテナンス", "maintenance"],
  ["ランク", "rank"],
  ["ラッピング", "wrapping"],
  ["レビュー", "review"],
  ["アンケート", "survey"],
  ["キャンペーン", "campaign"],
  ["プレゼント", "present"],
  ["ログイン", "login"],
];

const ROMAN: Readonly<Record<string, string>> = Object.fromEntries(
  (
    "あa いi うu えe おo かka きki くku けke こko さsa しshi すsu せse そso たta ちchi つtsu てte とto なna にni ぬnu ねne のno " +
    "はha ひhi ふfu へhe ほho まma みmi むmu めme もmo やya ゆyu よyo らra りri るru れre ろro わwa をo んn " +
    "がga ぎgi ぐgu げge ごgo ざza じji ずzu ぜze ぞzo だda ぢji づzu でde どdo ばba びbi ぶbu べbe ぼbo ぱpa ぴpi ぷpu ぺpe ぽpo " +
    "ぁa ぃi ぅu ぇe ぉo ゔvu ーー"
  )
    .split(" ")
    .map((pair) => [pair.charAt(0), pair.slice(1)]),
);

function latin(kana: string): string {
  const hiragana = kana.replace(/[ァ-ヴ]/g, (letter) => String.fromCharCode(letter.charCodeAt(0) - 0x60));
  let text = "";
  for (let at = 0; at < hiragana.length; at += 1) {
    const letter = hiragana.charAt(at);
    const small = { ゃ: "ya", ゅ: "yu", ょ: "yo" }[letter];
    if (small) {
      // 「しゃ」 is sha, 「きゃ」 is kya.
      text = text.replace(/(sh|ch|j)i$/, "$1").replace(/i$/, "y");
      text += /(sh|ch|j)$/.test(text) ? small.charAt(1) : /y$/.test(text) ? small.charAt(1) : small;
    } else if (letter === "っ") text += (ROMAN[hiragana.charAt(at + 1)] ?? "").charAt(0);
    else if (letter !== "ー") text += ROMAN[letter] ?? "";
  }
  return text;
}

const BY_LENGTH = [...WORDS].sort(([a], [b]) => b.length - a.length);

/** The key that a name suggests; `fallback` where nothing of it can be written. */
export function keyFrom(name: string, fallback = "campaign"): string {
  let text = name.normalize("NFKC").toLowerCase();
  for (const [word, key] of BY_LENGTH) text = text.replaceAll(word, ` ${key} `);
  const parts = text.split(/[^a-z0-9]+/).filter((part) => part !== "");
  // Kana beside other words are endings and particles; a name that is nothing else is written as it is heard.
  const isKana = /^[ぁ-んァ-ヴー・\s]+$/.test(text);
  const said =
    parts.length > 0 || !isKana
      ? parts
      : text
          .split(/[^ぁ-んァ-ヴー]+/)
          .map(latin)
          .filter((part) => part !== "");
  const key = [...new Set(said)].reduce((made, part) => {
    const longer = made === "" ? part : `${made}-${part}`;
    return longer.length > MADE_CHARS ? made || part.slice(0, MADE_CHARS) : longer;
  }, "");
  return key || fallback;
}

/** The key, or the first of `key-2`, `key-3` … that is not taken. */
export function freeKey(wish: string, taken: Iterable<string>): string {
  const known = new Set(taken);
  if (!known.has(wish)) return wish;
  const stem = wish.replace(/-\d+$/, "").slice(0, KEY_CHARS - 4) || wish;
  let number = 2;
  while (known.has(`${stem}-${number}`)) number += 1;
  return `${stem}-${number}`;
}
