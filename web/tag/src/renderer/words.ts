/** Labels for content that brings none. The server sends them in the visitor's language; these are the floor. */
import type { Content, Labels } from "../core/wire.ts";

type Words = Required<Labels> & {
  submit: string;
  region: string;
  rating: (n: number, max: number) => string;
};

const JA: Words = {
  close: "閉じる",
  not_now: "今は大丈夫です",
  never: "今後この案内を表示しない",
  menu: "その他",
  required: "選択または入力してください",
  submit: "送る",
  region: "お店からのご案内",
  rating: (n, max) => `${max}段階のうち${n}`,
};

const EN: Words = {
  close: "Close",
  not_now: "I'm fine for now",
  never: "Don't show this again",
  menu: "More",
  required: "Please choose or write something",
  submit: "Send",
  region: "A word from the shop",
  rating: (n, max) => `${n} of ${max}`,
};

export function wordsOf({ lang, labels, submit }: Content): Words {
  const words = { ...(lang === "en" ? EN : JA), ...labels };
  return submit ? { ...words, submit } : words;
}
