// What the events of the Segment e-commerce vocabulary and the tag's signals are called. Conditions speak of them as
// things (「商品の閲覧」), the timeline as acts; both fall back to the event's own name.

import { quoted, say, type Words } from "./words";

type Name = { ja: string; en: string };

const EVENTS: Record<string, Name> = {
  "Product Viewed": { ja: "商品の閲覧", en: "Product viewed" },
  "Product Clicked": { ja: "商品のクリック", en: "Product clicked" },
  "Product Added": { ja: "カートへの追加", en: "Added to cart" },
  "Product Removed": { ja: "カートからの削除", en: "Removed from cart" },
  "Product Added to Wishlist": { ja: "お気に入りへの追加", en: "Added to wishlist" },
  "Product List Viewed": { ja: "商品一覧の閲覧", en: "Product list viewed" },
  "Products Searched": { ja: "商品の検索", en: "Products searched" },
  "Cart Viewed": { ja: "カートの閲覧", en: "Cart viewed" },
  "Checkout Started": { ja: "購入手続きの開始", en: "Checkout started" },
  "Checkout Step Viewed": { ja: "購入手続きの画面の閲覧", en: "Checkout step viewed" },
  "Checkout Step Completed": { ja: "購入手続きの進行", en: "Checkout step completed" },
  "Payment Info Entered": { ja: "支払い情報の入力", en: "Payment info entered" },
  "Order Completed": { ja: "購入", en: "Order completed" },
  "Order Refunded": { ja: "返金", en: "Order refunded" },
  "Order Cancelled": { ja: "注文の取り消し", en: "Order cancelled" },
  "Coupon Entered": { ja: "クーポンの入力", en: "Coupon entered" },
  "Coupon Applied": { ja: "クーポンの適用", en: "Coupon applied" },
  "Product Reviewed": { ja: "レビューの投稿", en: "Product reviewed" },
  "Product Shared": { ja: "商品の共有", en: "Product shared" },
  "Size Selected": { ja: "サイズの選択", en: "Size selected" },
  "Signed Up": { ja: "会員登録", en: "Signed up" },
  "Signed In": { ja: "ログイン", en: "Signed in" },
};

const SIGNALS: Record<string, Name> = {
  page_view: { ja: "ページを開いたとき", en: "When a page opens" },
  dwell: { ja: "ページにとどまったとき", en: "When the visitor stays on a page" },
  scroll: { ja: "スクロールしたとき", en: "When the visitor scrolls" },
  exit_intent: { ja: "離れようとしたとき", en: "When the visitor is about to leave" },
  idle: { ja: "手が止まったとき", en: "When the visitor pauses" },
  return: { ja: "タブに戻ったとき", en: "When the visitor comes back to the tab" },
  hesitation: { ja: "迷っているとき", en: "When the visitor hesitates" },
  rage_click: { ja: "何度も押したとき", en: "When the visitor clicks again and again" },
  element_visible: { ja: "要素が見えたとき", en: "When an element comes into view" },
  search_no_results: { ja: "検索で見つからなかったとき", en: "When a search finds nothing" },
  product_pingpong: {
    ja: "商品を行き来しているとき",
    en: "When the visitor goes to and fro between products",
  },
  price_copy: { ja: "価格をコピーしたとき", en: "When the visitor copies a price" },
  form_trouble: { ja: "フォームで困っているとき", en: "When a form does not let the visitor through" },
  custom: { ja: "店の合図があったとき", en: "When the shop’s own script says so" },
};

/** The vocabulary's own events, for choosing one that no data has shown yet. */
export const EVENT_NAMES: readonly string[] = Object.keys(EVENTS);

/** An event as a thing: 「商品の閲覧」, in quotation marks inside a sentence, plain by itself. */
export function eventName(words: Words, name: string, manner: "quoted" | "plain" = "quoted"): string {
  const known = EVENTS[name];
  const text = known ? say(words, known) : name;
  return manner === "quoted" ? quoted(words, text) : text;
}

/** A browser signal as a moment: 「迷っているとき」. */
export function signalName(words: Words, name: string): string {
  const known = SIGNALS[name];
  if (known) return say(words, known);
  return say(words, { ja: `兆し${quoted(words, name)}のとき`, en: `On the signal ${quoted(words, name)}` });
}

const SIGNAL_ACTS: Record<string, Name> = {
  page_view: { ja: "ページの閲覧", en: "Page viewed" },
  dwell: { ja: "ページにとどまる", en: "Staying on the page" },
  scroll: { ja: "読み進めている", en: "Reading on" },
  exit_intent: { ja: "離れようとした", en: "About to leave" },
  idle: { ja: "手が止まった", en: "Paused" },
  return: { ja: "タブに戻った", en: "Came back to the tab" },
  hesitation: { ja: "迷っている", en: "Hesitating" },
  rage_click: { ja: "何度も押した", en: "Clicked again and again" },
  element_visible: { ja: "ページを見ている", en: "Looking at the page" },
  search_no_results: { ja: "検索で見つからなかった", en: "Found nothing by searching" },
  product_pingpong: { ja: "商品を行き来している", en: "Going to and fro between products" },
  price_copy: { ja: "価格をコピーした", en: "Copied a price" },
  form_trouble: { ja: "フォームで困っている", en: "Stuck in a form" },
  page_leave: { ja: "ページを離れた", en: "Left the page" },
  custom: { ja: "店の合図", en: "A sign of the shop’s own" },
};

export const isKnownSignal = (name: string): boolean => name in SIGNAL_ACTS;

/** A signal as what the visitor is doing. */
export function signalAct(words: Words, name: string): string {
  const known = SIGNAL_ACTS[name];
  return known ? say(words, known) : name;
}
