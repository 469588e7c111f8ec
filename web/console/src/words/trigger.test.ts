import { expect, it } from "vitest";
import { plainWords as wordsIn } from "./plain";
import { triggerLine } from "./trigger";

it.each([
  [
    { on: "signal", name: "hesitation", params: { score: 60 }, where: { "page.path": { $regex: "^/cart" } } },
    "迷っているとき（迷いの強さが60以上、見ているページが「/cart」で始まる）",
    "When the visitor hesitates (hesitation score at least 60, the page begins with “/cart”)",
  ],
  [{ on: "event", name: "Order Completed" }, "「購入」のとき", "On “Order completed”"],
  [
    { on: "signal", name: "dwell", params: { seconds: 15 } },
    "ページにとどまったとき（秒数が15秒以上）",
    "When the visitor stays on a page (time at least 15 seconds)",
  ],
  [
    { on: "event", name: "Product Added", after: "30m" },
    "「カートへの追加」のとき、その30分後",
    "On “Added to cart”, 30 minutes later",
  ],
  [
    { on: "segment_entered", name: "keen", where: { "page.path": "/cart" } },
    "セグメント「keen」に入ったとき（見ているページが「/cart」）",
    "On entering the segment “keen” (the page is “/cart”)",
  ],
  [
    { on: "segment_left", name: "keen", after: "1h" },
    "セグメント「keen」を出たとき、その1時間後",
    "On leaving the segment “keen”, 1 hour later",
  ],
])("tells the trigger %j", (trigger, ja, en) => {
  expect(triggerLine(wordsIn("ja"), trigger)).toBe(ja);
  expect(triggerLine(wordsIn("en"), trigger)).toBe(en);
});
