import { describe, expect, it } from "vitest";
import type { Words } from "../../../words/words";
import { actOf } from "./acts";
import type { Dialogues } from "./dialogueActs";
import type { HistoryRow } from "./row";

const wordsIn = (language: "ja" | "en"): Words => ({
  language,
  currency: "JPY",
  timeZone: "Asia/Tokyo",
  segment: (key) => key,
  campaign: (key) => (key === "cart-shipping" ? "送料の不安を解消" : key),
});

const dialogues: Dialogues = {
  campaignOf: (enrolment) => (enrolment === "e1" ? "cart-shipping" : null),
  stepTitle: (_, step) => (step === "ask" ? "お困りですか" : null),
  choiceLabel: (_, __, choice) => (choice === "shipping" ? "送料について" : null),
};

const row = (about: Partial<HistoryRow>): HistoryRow => ({
  messageId: "m1",
  timestamp: "2026-11-30T02:00:00.000Z",
  type: "track",
  ...about,
});

const track = (event: string, properties: Record<string, unknown> = {}) => row({ event, properties });

describe("an event as an act", () => {
  it.each<[HistoryRow, string, string, string | null]>([
    [
      track("Product Viewed", { name: "皿", variant: "藍", price: 1980 }),
      "「皿（藍）」を見ました",
      "Looked at “皿 (藍)”",
      "1,980円",
    ],
    [
      track("Product Added", { name: "皿（藍）", price: 1980, quantity: 2 }),
      "「皿（藍）」をカートに入れました",
      "Put “皿（藍）” into the cart",
      "1,980円 × 2点",
    ],
    [
      track("Product Removed", { product_id: "p1" }),
      "「p1」をカートから出しました",
      "Took “p1” out of the cart",
      null,
    ],
    [
      track("Products Searched", { query: "器", results: 0 }),
      "「器」で検索しました",
      "Searched for “器”",
      "0件",
    ],
    [
      track("Order Completed", { order_id: "o1", revenue: "12000" }),
      "12,000円の購入をしました",
      "Bought for ¥12,000",
      "注文番号 o1",
    ],
    [track("Order Refunded", { order_id: "o1" }), "返金がありました", "Was refunded", "注文番号 o1"],
    [
      track("Coupon Applied", { coupon_id: "AKI10" }),
      "クーポン「AKI10」を使いました",
      "Used the coupon “AKI10”",
      null,
    ],
    [track("Film Played", {}), "イベント「Film Played」", "Event “Film Played”", null],
    [
      row({ type: "page", properties: { path: "/cart", title: "カート" } }),
      "「カート」を開きました",
      "Opened “カート”",
      "/cart",
    ],
    [
      row({ type: "signal", name: "dwell", properties: { seconds: 15 } }),
      "ページに15秒とどまりました",
      "Stayed 15 seconds on the page",
      null,
    ],
    [row({ type: "signal", name: "custom" }), "兆し「custom」", "Signal “custom”", null],
    [
      row({ type: "identify", userId: "m-1", traits: { rank: "gold" } }),
      "会員「m-1」だと分かりました",
      "Turned out to be “m-1”",
      "会員ランク",
    ],
    [
      row({ type: "answer", enrolment: "e1", step: "ask", choice: "shipping" }),
      "「送料について」と答えました",
      "Answered “送料について”",
      "送料の不安を解消 · お困りですか",
    ],
    [
      row({ type: "answer", enrolment: "e9", step: "free", value: "青が好き" }),
      "「青が好き」と答えました",
      "Answered “青が好き”",
      "free",
    ],
    [
      row({ type: "close", enrolment: "e1", step: "ask", reason: "never" }),
      "「今後この案内を表示しない」を選びました",
      "Chose “Do not show this again”",
      "送料の不安を解消 · お困りですか",
    ],
    [
      row({ type: "consent", purposes: { measurement: true, marketing: false } }),
      "計測に同意しました。お知らせに同意しませんでした",
      "Agreed to measurement; Did not agree to marketing",
      null,
    ],
    [
      row({ type: "decision", properties: { campaign: "cart-shipping", arm: "ask", outcome: "shown" } }),
      "「送料の不安を解消」を出しました",
      "Spoke: “送料の不安を解消”",
      "パターン ask",
    ],
    [
      row({
        type: "decision",
        properties: { campaign: "cart-shipping", outcome: "capped", reason: "cap 1 per 24h" },
      }),
      "「送料の不安を解消」は出しませんでした",
      "“送料の不安を解消” did not speak",
      "この施策は24時間に1回まで",
    ],
    [
      row({ type: "decision", properties: { campaign: "cart-shipping", outcome: "ghost" } }),
      "「送料の不安を解消」は比較のために出しませんでした",
      "“送料の不安を解消” was held back for comparison",
      "この来訪者は対照群です",
    ],
    [
      row({ type: "segment", event: "Segment Entered", properties: { segment: "repeaters" } }),
      "セグメント「repeaters」に入りました",
      "Entered the segment “repeaters”",
      null,
    ],
    [
      row({ type: "segment", event: "Segment Left", properties: { segment: "repeaters" } }),
      "セグメント「repeaters」から出ました",
      "Left the segment “repeaters”",
      null,
    ],
    [row({ type: "purring" }), "「purring」", "“purring”", null],
  ])("%j", (event, ja, en, note) => {
    expect(actOf(wordsIn("ja"), event, dialogues)).toMatchObject({ text: ja, note });
    expect(actOf(wordsIn("en"), event, dialogues).text).toBe(en);
  });
});
