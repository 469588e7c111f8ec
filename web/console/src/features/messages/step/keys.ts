// Keys of answers: public, and what is stored. Made from the label, in words that the message understands where there are
// such: `none` refuses (nothing else has to say "not now" then), `ok` acknowledges.

const KNOWN: [RegExp, string][] = [
  [/^(いいえ|いえ|結構です|大丈夫|必要ありません|不要|今は(いい|けっこう|結構)|no\b|not now|none)/i, "none"],
  [/^(わかりました|分かりました|了解|承知|ok\b|okay|got it|i see)/i, "ok"],
  [/^(はい|yes\b)/i, "yes"],
  [/^(ありがとう|thanks|thank you)/i, "thanks"],
  [/^(閉じる|close)/i, "close"],
  [/送料|shipping/i, "shipping"],
  [/サイズ|size/i, "size"],
  [/返品|交換|return/i, "returns"],
  [/お届け|配送|納期|delivery/i, "delivery"],
  [/贈|ギフト|プレゼント|gift/i, "gift"],
  [/カート|cart/i, "cart"],
  [/詳しく|くわしく|more/i, "more"],
];

/** Of a key (`KEY_CHARS`), with room for a number. */
const LONGEST = 40;

const plain = (label: string): string =>
  label
    .normalize("NFKC")
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, "_")
    .replace(/^_+|_+$/g, "")
    .slice(0, LONGEST);

/** A key that none of the others has. `word`: for labels that no key can be made from. */
export function keyFor(label: string, others: readonly string[], word = "answer"): string {
  const known = word === "answer" ? KNOWN.find(([pattern]) => pattern.test(label.trim()))?.[1] : undefined;
  const isLatin = /^[^\u0250-\u{10ffff}]+$/u.test(label);
  const wanted = known ?? (isLatin ? plain(label) : "");
  const free = (key: string) => key !== "" && !others.includes(key);
  if (free(wanted)) return wanted;
  const stem = wanted || word;
  for (let n = wanted ? 2 : 1; ; n++) if (free(`${stem}_${n}`)) return `${stem}_${n}`;
}

/** Whether the key is still the one that was made from this label. */
export const isMade = (key: string, label: string, others: readonly string[], word = "answer"): boolean =>
  key === keyFor(label, others, word) || new RegExp(`^${word}_\\d+$`).test(key);
