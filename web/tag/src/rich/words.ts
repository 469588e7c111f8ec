/** Words of forms, coupons and countdowns for content that brings none. */
import type { Content } from "../core/wire.ts";

export interface RichWords {
  send: string;
  required: string;
  /** The mark of a field that must be filled in. */
  must: string;
  invalid_email: string;
  invalid_tel: string;
  invalid_number: string;
  too_long: string;
  error_summary: string;
  copy: string;
  copied: string;
  /** Where the browser lets nobody copy: the code stands selected. */
  selected: string;
  choose: string;
  rating: (n: number, max: number) => string;
}

const JA: RichWords = {
  send: "送る",
  required: "選択または入力してください",
  must: "必須",
  invalid_email: "メールアドレスの形をご確認ください",
  invalid_tel: "電話番号の形をご確認ください",
  invalid_number: "数字をご確認ください",
  too_long: "少し短くしてください",
  error_summary: "次の項目をご確認ください",
  copy: "コードをコピー",
  copied: "コピーしました",
  selected: "コードを選びました。長押しなどでコピーしてください",
  choose: "お選びください",
  rating: (n, max) => `${max}段階のうち${n}`,
};

const EN: RichWords = {
  send: "Send",
  required: "Please choose or write something",
  must: "required",
  invalid_email: "Please check the e-mail address",
  invalid_tel: "Please check the phone number",
  invalid_number: "Please check the number",
  too_long: "Please make it a little shorter",
  error_summary: "Please check the following",
  copy: "Copy code",
  copied: "Copied",
  selected: "The code is selected; please copy it by hand",
  choose: "Please choose",
  rating: (n, max) => `${n} of ${max}`,
};

export function richWordsOf({ lang = "ja", labels, submit }: Content): RichWords {
  const words = { ...(/^ja/.test(lang) ? JA : EN), ...labels };
  return submit ? { ...words, send: submit } : words;
}
