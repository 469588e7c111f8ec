/** Labels for content that brings none. The server sends them in the visitor's language; these are the floor. */
import type { Content } from "../core/wire.ts";

const JA = {
  close: "閉じる",
  not_now: "今は大丈夫です",
  never: "今後この案内を表示しない",
  menu: "その他",
  open: "全文を表示",
  region: "お店からのご案内",
};

const EN: typeof JA = {
  close: "Close",
  not_now: "I'm fine for now",
  never: "Don't show this again",
  menu: "More",
  open: "Show all",
  region: "A word from the shop",
};

export const wordsOf = ({ lang = "ja", labels }: Content): typeof JA => ({
  ...(/^ja/.test(lang) ? JA : EN),
  ...labels,
});
