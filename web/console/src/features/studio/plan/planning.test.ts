import { describe, expect, test } from "vitest";
import { plan } from "../../../../test/fixtures/effects";
import type { PlanOutlook } from "../../../api/types";
import { planWords, visibleWords } from "./planning";

const ja = { language: "ja", currency: "JPY", timeZone: "Asia/Tokyo" } as const;
const en = { ...ja, language: "en" } as const;

describe("a plan", () => {
  test.each([
    [
      {},
      20,
      "公開から約 43 日で判定できる見込みです（20 % の差があるとき）。",
      "A verdict should come about 43 days after publishing, if the effect is 20 %.",
    ],
    [
      { days: null, too_long: true },
      20,
      "この人数では、20 % の差は見つけられません。",
      "With so few visitors an effect of 20 % cannot be found.",
    ],
    [
      { days: 412, too_long: true },
      20,
      "20 % の差の判定までに約 412 日かかります。時間がかかりすぎます。",
      "An effect of 20 % takes about 412 days to find. That is too long.",
    ],
    [
      { days: null, base: "none", visitors_a_day: null },
      20,
      "判定までの日数は、まだ見込めません。",
      "How long a verdict takes cannot be told yet.",
    ],
    [{}, 0, "対照がないので、判定は出ません。", "Without a control there will be no verdict."],
  ] as [Partial<PlanOutlook>, number, string, string][])(
    "%j with a control of %d",
    (more, control, japanese, english) => {
      expect(planWords(ja, plan(more), control).headline).toBe(japanese);
      expect(planWords(en, plan(more), control).headline).toBe(english);
    },
  );

  test("says what it rests on", () => {
    expect(planWords(ja, plan(), 20).why).toBe(
      "1 日に約 352 人、何もしなくても 3.4 % が目標に達します（この施策の実績から）。",
    );
    expect(planWords(en, plan({ base: "shop", base_rate: null }), 20).why).toBe(
      "About 352 visitors a day (from the whole shop).",
    );
  });

  test("gives advice only where something would help", () => {
    expect(planWords(ja, plan(), 20).advice).toBeNull();
    expect(planWords(ja, plan({ too_long: true }), 20).advice).toContain("対象を広げる");
  });

  test("says what can be seen by when, and when nothing can", () => {
    expect(visibleWords(ja, { days: 14, lift: 0.36 })).toEqual(["2 週間", "36 % 以上"]);
    expect(visibleWords(en, { days: 84, lift: null })).toEqual(["12 weeks", "nothing"]);
  });
});
