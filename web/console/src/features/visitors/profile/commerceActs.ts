// The events of the Segment e-commerce vocabulary as acts.

import { moneyWords, plainNumber } from "../../../words/values";
import { isRecord, quoted, say, type Words } from "../../../words/words";
import type { Act } from "./acts";
import { type HistoryRow, number, pageOf, text } from "./row";

type Properties = Readonly<Record<string, unknown>>;
type Speaker = (words: Words, properties: Properties) => Omit<Act, "note"> & { note?: string | null };

/** The act; null for an event of no known name. */
export function commerceAct(words: Words, row: HistoryRow): Act | null {
  const speaker = SPEAKERS[row.event ?? ""];
  if (!speaker) return null;
  return { note: pageOf(row).path, ...speaker(words, row.properties ?? {}) };
}

/** 「皿（藍）」: what the product is called, else its number. */
function product(words: Words, properties: Properties): string {
  const name =
    text(properties.name) ?? text(properties.product_id) ?? text(properties.sku) ?? text(properties.id);
  const variant = text(properties.variant);
  if (name === null) return say(words, { ja: "商品", en: "a product" });
  return quoted(
    words,
    variant === null ? name : say(words, { ja: `${name}（${variant}）`, en: `${name} (${variant})` }),
  );
}

function priced(words: Words, properties: Properties): string | null {
  const price = number(properties.price);
  const quantity = number(properties.quantity) ?? 1;
  if (price === null) return null;
  const each = moneyWords(words, price);
  if (quantity === 1) return each;
  return say(words, { ja: `${each} × ${plainNumber(quantity)}点`, en: `${each} × ${plainNumber(quantity)}` });
}

/** An order's amount and number. */
function order(
  words: Words,
  properties: Properties,
  amounts: string[],
): { amount: string | null; note: string | null } {
  const amount = amounts.map((name) => number(properties[name])).find((value) => value !== null) ?? null;
  const id = text(properties.order_id) ?? text(properties.orderId);
  return {
    amount: amount === null ? null : moneyWords(words, amount),
    note: id === null ? null : say(words, { ja: `注文番号 ${id}`, en: `Order ${id}` }),
  };
}

const about =
  (icon: Act["icon"], ja: (what: string) => string, en: (what: string) => string): Speaker =>
  (words, properties) => {
    const what = product(words, properties);
    return { icon, text: say(words, { ja: ja(what), en: en(what) }), note: priced(words, properties) };
  };

const plain =
  (icon: Act["icon"], ja: string, en: string): Speaker =>
  (words) => ({ icon, text: say(words, { ja, en }) });

const searched: Speaker = (words, properties) => {
  const asked = quoted(words, text(properties.query) ?? "");
  const results = number(properties.results);
  const found =
    results === null
      ? null
      : say(words, { ja: `${plainNumber(results)}件`, en: `${plainNumber(results)} found` });
  return {
    icon: "search",
    text: say(words, { ja: `${asked}で検索しました`, en: `Searched for ${asked}` }),
    note: found,
  };
};

const listed: Speaker = (words, properties) => {
  const list = text(properties.list) ?? text(properties.category) ?? text(properties.list_id);
  const name = list === null ? "" : quoted(words, list);
  const count = Array.isArray(properties.products) ? properties.products.filter(isRecord).length : 0;
  return {
    icon: "look",
    text: say(words, { ja: `商品の一覧${name}を見ました`, en: `Viewed the product list ${name}`.trimEnd() }),
    note: count === 0 ? null : say(words, { ja: `${count}点`, en: `${count} products` }),
  };
};

const cartViewed: Speaker = (words, properties) => {
  const value = number(properties.value) ?? number(properties.subtotal) ?? number(properties.total);
  return {
    icon: "cart",
    text: say(words, { ja: "カートを見ました", en: "Looked at the cart" }),
    note: value === null ? null : moneyWords(words, value),
  };
};

const bought: Speaker = (words, properties) => {
  const { amount, note } = order(words, properties, ["revenue", "total", "value"]);
  const text = say(words, {
    ja: amount === null ? "購入しました" : `${amount}の購入をしました`,
    en: amount === null ? "Bought" : `Bought for ${amount}`,
  });
  return { icon: "order", isMain: true, text, note };
};

const refunded: Speaker = (words, properties) => {
  const { amount, note } = order(words, properties, ["amount", "total", "revenue"]);
  const ja = amount === null ? "返金がありました" : `${amount}の返金がありました`;
  return {
    icon: "refund",
    text: say(words, { ja, en: amount === null ? "Was refunded" : `Was refunded ${amount}` }),
    note,
  };
};

const cancelled: Speaker = (words, properties) => ({
  icon: "refund",
  text: say(words, { ja: "注文が取り消されました", en: "The order was cancelled" }),
  note: order(words, properties, []).note,
});

const coupon =
  (ja: string, en: string): Speaker =>
  (words, properties) => {
    const name = quoted(
      words,
      text(properties.coupon_name) ?? text(properties.coupon_id) ?? text(properties.coupon) ?? "",
    );
    return {
      icon: "coupon",
      text: say(words, { ja: `クーポン${name}${ja}`, en: `${en} the coupon ${name}` }),
    };
  };

const sized: Speaker = (words, properties) => {
  const size = quoted(words, text(properties.size) ?? text(properties.variant) ?? "");
  const name = text(properties.name) ?? text(properties.product_id);
  return {
    icon: "look",
    text: say(words, { ja: `サイズ${size}を選びました`, en: `Chose the size ${size}` }),
    ...(name ? { note: name } : {}),
  };
};

const SPEAKERS: Record<string, Speaker> = {
  "Product Viewed": about(
    "look",
    (what) => `${what}を見ました`,
    (what) => `Looked at ${what}`,
  ),
  "Product Clicked": about(
    "look",
    (what) => `${what}を選びました`,
    (what) => `Clicked ${what}`,
  ),
  "Product Added": about(
    "cart",
    (what) => `${what}をカートに入れました`,
    (what) => `Put ${what} into the cart`,
  ),
  "Product Removed": about(
    "cart",
    (what) => `${what}をカートから出しました`,
    (what) => `Took ${what} out of the cart`,
  ),
  "Product Added to Wishlist": about(
    "heart",
    (what) => `${what}をお気に入りに入れました`,
    (what) => `Added ${what} to the wishlist`,
  ),
  "Product Shared": about(
    "heart",
    (what) => `${what}を共有しました`,
    (what) => `Shared ${what}`,
  ),
  "Product Reviewed": about(
    "heart",
    (what) => `${what}のレビューを書きました`,
    (what) => `Reviewed ${what}`,
  ),
  "Product List Viewed": listed,
  "Products Searched": searched,
  "Cart Viewed": cartViewed,
  "Checkout Started": plain("checkout", "購入手続きを始めました", "Started the checkout"),
  "Checkout Step Viewed": plain("checkout", "購入手続きの画面を見ました", "Viewed a step of the checkout"),
  "Checkout Step Completed": plain("checkout", "購入手続きを進めました", "Went on with the checkout"),
  "Payment Info Entered": plain("checkout", "支払い方法を入力しました", "Entered the payment details"),
  "Order Completed": bought,
  "Order Refunded": refunded,
  "Order Cancelled": cancelled,
  "Coupon Entered": coupon("を入力しました", "Entered"),
  "Coupon Applied": coupon("を使いました", "Used"),
  "Coupon Denied": coupon("は使えませんでした", "Could not use"),
  "Size Selected": sized,
  "Signed Up": plain("person", "会員登録をしました", "Signed up"),
  "Signed In": plain("person", "ログインしました", "Signed in"),
};
