import type { Text } from "../catalogue/types.js";
import { say } from "../i18n/lang.js";

/** What the demo's campaigns are called on the guide; a test holds the keys to the published texts. */
export const campaignNames: Readonly<Record<string, Text>> = {
  "shipping-days": { ja: "発送のお休みについて", en: "When we ship" },
  "list-end": { ja: "一覧を見終えた方へ", en: "At the end of the list" },
  "gift-question": { ja: "贈りものかを尋ねる", en: "Asking about a gift" },
  "size-help": { ja: "サイズのお手伝い", en: "Help with the size" },
  "search-help": { ja: "探しもののお手伝い", en: "Help with the search" },
  "product-exit": { ja: "お帰りの前に", en: "Before you leave" },
  "tableware-care": { ja: "器のお手入れ", en: "Caring for tableware" },
  "almost-free-shipping": { ja: "送料無料まであと少し", en: "Nearly free shipping" },
  "cart-assurance": { ja: "カートでのひとこと", en: "A word in the cart" },
  "cart-shipping": { ja: "送料の不安を解消", en: "Worries about shipping" },
  "order-question": { ja: "注文後のひとつの質問", en: "One question after the order" },
  "member-greeting": { ja: "会員へのごあいさつ", en: "Greeting for members" },
  "returning-lead": { ja: "二度目からの方への書き出し", en: "Another first sentence" },
  "welcome-back": { ja: "おかえりなさい", en: "Welcome back" },
};

export const campaignName = (key: string): string => (campaignNames[key] ? say(campaignNames[key]) : key);
