import { expect, it } from "vitest";
import { triggerLine } from "./trigger";
import type { Words } from "./words";

const wordsIn = (language: "ja" | "en"): Words => ({
  language,
  currency: "JPY",
  timeZone: "Asia/Tokyo",
  segment: (key) => key,
  campaign: (key) => key,
});

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
])("tells the trigger %j", (trigger, ja, en) => {
  expect(triggerLine(wordsIn("ja"), trigger)).toBe(ja);
  expect(triggerLine(wordsIn("en"), trigger)).toBe(en);
});
