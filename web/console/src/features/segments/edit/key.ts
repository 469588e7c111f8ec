// A key for a new segment: from its name where that has Latin letters or words that shops use, else from what it asks.

const MOST = 48;

/** Words of Japanese shops, the longer ones first. */
const WORDS: [ja: string, key: string][] = [
  ["メールマガジン", "newsletter"],
  ["お気に入り", "wishlist"],
  ["リピーター", "repeaters"],
  ["プラチナ", "platinum"],
  ["キャンペーン", "campaign"],
  ["クーポン", "coupon"],
  ["シルバー", "silver"],
  ["ポイント", "points"],
  ["ゴールド", "gold"],
  ["ランク", "rank"],
  ["メルマガ", "newsletter"],
  ["買っていない", "not-bought"],
  ["未購入", "not-bought"],
  ["初めて", "first-time"],
  ["はじめて", "first-time"],
  ["カート", "cart"],
  ["スマホ", "mobile"],
  ["セール", "sale"],
  ["購入", "buyers"],
  ["買った", "buyers"],
  ["会員", "members"],
  ["新規", "new"],
  ["休眠", "dormant"],
  ["離脱", "leaving"],
  ["誕生日", "birthday"],
  ["ギフト", "gift"],
  ["検索", "search"],
  ["優良", "best"],
  ["見て", "viewed"],
  ["見た", "viewed"],
];

/** `taken`: keys there are already. */
export function keyFor(name: string, condition: unknown, taken: ReadonlySet<string>): string {
  const key = slug(translated(name)) || slug(asked(condition)) || "segment";
  if (!taken.has(key) && key !== "new") return key;
  for (let number = 2; ; number++) if (!taken.has(`${key}-${number}`)) return `${key}-${number}`;
}

function translated(name: string): string {
  let text = name.normalize("NFKC");
  for (const [ja, key] of WORDS) text = text.replaceAll(ja, ` ${key} `);
  return text;
}

function slug(text: string): string {
  const plain = text
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, "-")
    .replace(/^-+|-+$/g, "");
  // A number alone says nothing.
  return /[a-z]/.test(plain) ? plain.slice(0, MOST).replace(/-+$/, "") : "";
}

/** The first name that a condition asks for: `traits.rank`, `Product Viewed`. */
function asked(condition: unknown): string {
  if (Array.isArray(condition)) return condition.map(asked).find(Boolean) ?? "";
  if (typeof condition !== "object" || condition === null) return "";
  for (const [key, value] of Object.entries(condition)) {
    if (key === "$event") return String((value as { name?: unknown }).name ?? "");
    const found = key.startsWith("$") ? asked(value) : key.replace(/^traits\./, "");
    if (found) return found;
  }
  return "";
}
