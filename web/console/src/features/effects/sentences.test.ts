import { describe, expect, test } from "vitest";
import * as shop from "../../../test/fixtures/effects";
import type { ArmEffect, Effect, MetricEffect, ReportRow } from "../../api/types";
import { FIGURE_NAMES, figureWords } from "../../words/figures";
import { armTold, decisionWord, reportTold, rowTold, totalTold, verdictWord, waitWords } from "./sentences";

const ja = { language: "ja", currency: "JPY", timeZone: "Asia/Tokyo" } as const;
const en = { ...ja, language: "en" } as const;

const told = (words: typeof ja | typeof en, effect: Effect, arm = effect.arms[0] as ArmEffect) => {
  const { headline, sure, worth, next } = armTold(words, effect, arm);
  return [headline, sure, worth, next];
};

const withMain = (
  main: Partial<MetricEffect>,
  arm: Partial<ArmEffect> = {},
  effect: Partial<Effect> = {},
): Effect => {
  const whole = { ...shop.cartShipping(), ...effect };
  const metrics = [shop.metric("goal", 0.034, [-0.08, 0.1, 0.35], { evidence: null, ...main })];
  return { ...whole, arms: [shop.arm("ask", { metrics, ...arm })] };
};

describe("an arm", () => {
  test("that works", () => {
    expect(told(ja, shop.cartShipping())).toEqual([
      "効いています。目標に達する方が、対照より 9 %〜35 % 多くなっています。",
      "証拠は 64 倍で、判定の基準の 20 倍を超えました。毎日見ていても、誤りは 5 % 以下です。",
      "金額にすると、月におよそ ¥342,000 の増加（¥148,000〜¥561,000）に当たります。",
      "全員に見せるよう広げられます。",
    ]);
    expect(told(en, shop.cartShipping())).toEqual([
      "It works. The share who reach the goal is 9 % to 35 % higher than in the control.",
      "The evidence has passed 20× and stands at 64×. Errors stay at 5 % at most, however often you look.",
      "In money about ¥342,000 more a month (¥148,000 to ¥561,000).",
      "It can be shown to everybody.",
    ]);
  });

  test("that was stopped for harm is told by the guardrail, and without a point", () => {
    expect(told(ja, shop.harmful())).toEqual([
      "害があります。すぐに離れる方が、対照より 11 %〜57 % 多くなっています。",
      "証拠は 212 倍で、判定の基準の 20 倍を超えました。毎日見ていても、誤りは 5 % 以下です。",
      "金額にすると、月に −\u2060¥72,000〜+\u2060¥113,000 のあいだです。",
      "いまは止まっています。",
    ]);
  });

  test("that is over tells the interval alone", () => {
    const over = { ...shop.cartShipping(), status: "ended" as const };
    expect(armTold(ja, over, over.arms[0] as ArmEffect)).toMatchObject({
      worth: "金額にすると、月に ¥148,000〜¥561,000 の増加に当たります。",
      next: "この施策は終わっています。",
    });
  });

  test("without a control is not compared", () => {
    expect(told(ja, { ...withMain({}), arms: [shop.arm("ask")] })).toEqual([
      "対照がないので、効果は測れません。",
      null,
      null,
      null,
    ]);
  });

  test.each([
    [
      { verdict: "open", evidence: 3.2 },
      "まだ判断できません。目標に達する方の差は、対照と比べて −8 %〜+35 % のあいだです。",
      "It cannot be judged yet. The share who reach the goal: against the control the difference is somewhere from −8 % to +35 %.",
    ],
    [
      { verdict: "open", lift_high: 149.6 },
      "まだ判断できません。目標に達する方の差は、対照と比べて −8 % から上のどこかです。",
      "It cannot be judged yet. The share who reach the goal: against the control the difference is −8 % or higher.",
    ],
    [
      { verdict: "open", lift_low: null, lift_high: null, difference_low: null, difference_high: null },
      "まだ判断できません。目標に達する方の差は、まだわかりません。",
      "It cannot be judged yet. The share who reach the goal: the difference is not known yet.",
    ],
    [
      { verdict: "open", lift_high: null },
      "まだ判断できません。目標に達する方の差は、対照と比べて −8 % から上のどこかです。",
      "It cannot be judged yet. The share who reach the goal: against the control the difference is −8 % or higher.",
    ],
    [
      { verdict: "better", lift_low: 0.12, lift_high: null },
      "効いています。目標に達する方が、対照より 12 % 以上 多くなっています。",
      "It works. The share who reach the goal is at least 12 % higher than in the control.",
    ],
    [
      { verdict: "better", lift_low: null, lift_high: null, difference_low: 0.004, difference_high: 0.021 },
      "効いています。目標に達する方の差は、対照と比べて +0.40 pt〜+2.1 pt のあいだです。",
      "It works. The share who reach the goal: against the control the difference is somewhere from +0.40 pt to +2.1 pt.",
    ],
    [
      { verdict: "worse", lift_low: -0.22, lift_high: -0.06 },
      "逆効果です。目標に達する方が、対照より 6 %〜22 % 少なくなっています。",
      "It makes things worse. The share who reach the goal is 6 % to 22 % lower than in the control.",
    ],
    [
      { verdict: "no_difference" },
      "気にするほどの差はありません。あっても、20 % より小さい差です。",
      "There is no difference that matters. If there is one, it is smaller than 20 %.",
    ],
    [
      { verdict: "too_little", missing: { visitors: 320, buyers: 12 } },
      "まだ判断できません。データが足りません。あと 320 人、購入した方があと 12 人必要です。",
      "It cannot be judged yet. There is too little data: 320 more visitors and 12 more buyers are needed in each arm.",
    ],
    [
      { verdict: "preliminary" },
      "まだ判断できません。目標の期間（7日間）を終えた方がいません。",
      "It cannot be judged yet. Nobody’s goal window of 7 days is over.",
    ],
    [
      { verdict: "changing" },
      "効果が途中で変わりました。ひとつの数字では言えません。",
      "The effect changed on the way. No single figure tells it.",
    ],
    [
      { verdict: "not_comparable" },
      "比べられません。パターンの人数が、決めた割合からずれています。",
      "It cannot be compared. The arms do not have the share of visitors they should.",
    ],
  ] as [Partial<MetricEffect>, string, string][])("whose goal is %j", (main, japanese, english) => {
    expect(told(ja, withMain(main))[0]).toBe(japanese);
    expect(told(en, withMain(main))[0]).toBe(english);
  });

  test.each([
    [{ decision: "wait", days_left: 9 }, {}, "判定まで、あと約 9 日です。"],
    [{ decision: "wait", days_left: null }, {}, "判定までの日数は、まだ見込めません。"],
    [{ decision: "wait" }, { status: "paused" }, "一時停止中です。再開すると、続きを測ります。"],
    [{ decision: "settle" }, {}, "待っても変わりません。別の案を試せます。"],
    [{ decision: "repair" }, {}, "原因を直して公開すると、新しいフェーズで測り直します。"],
    [{ decision: "stop_worse" }, {}, "止めることをおすすめします。"],
  ] as [Partial<ArmEffect>, Partial<Effect>, string][])(
    "with %j and %j says what comes next",
    (arm, effect, next) => {
      expect(told(ja, withMain({}, arm, effect))[3]).toBe(next);
    },
  );
});

test("a wait that is too long says what would help", () => {
  expect(waitWords(ja, 400, true)).toContain("対照の割合を増やすか");
  expect(waitWords(en, 1, false)).toBe("A verdict is about a day away.");
});

describe("the whole shop", () => {
  test("says why it cannot be judged, and how long it will take", () => {
    expect(totalTold(ja, shop.total())).toEqual({
      headline:
        "施策全体の効果は、まだ判断できません。比べる相手（ホールドアウト）が来訪者の 5 %（3,958 人）しかいないためです。",
      sure: "証拠は 2.6 倍です。20 倍になると判定します。",
      worth: "金額にすると、月に −\u2060¥348,000〜+\u2060¥1,840,000 のあいだです。",
      next: "判定まで、あと約 41 日です。",
    });
    expect(totalTold(en, shop.total()).next).toBe("A verdict is about 41 days away.");
  });

  const judged = (more: Partial<MetricEffect>) =>
    shop.total({
      arms: [
        shop.arm("served", {
          metrics: [shop.metric("value", 204, [0.02, 0.06, 0.1], { evidence: 44, ...more })],
        }),
        shop.control(),
      ],
    });

  test.each([
    [
      { verdict: "better", worth_a_month: { low: 80_000, expected: 320_000, high: 560_000 } },
      "施策全体で、月におよそ ¥320,000 を生んでいます。",
      "少なくて ¥80,000、多くて ¥560,000 です。",
    ],
    [
      { verdict: "worse", worth_a_month: { low: -560_000, expected: -320_000, high: -80_000 } },
      "施策全体で、月におよそ ¥320,000 を失っています。",
      "少なくて ¥80,000、多くて ¥560,000 です。",
    ],
    [{ verdict: "no_difference" }, "施策全体では、気にするほどの差がありません。", null],
  ] as [Partial<MetricEffect>, string, string | null][])("that is %j", (more, headline, worth) => {
    expect(totalTold(ja, judged(more))).toMatchObject({ headline, worth, next: null });
  });

  test("without a holdout says where it is set", () => {
    expect(totalTold(ja, shop.noEffects().total)).toMatchObject({
      headline: "施策全体の効果は測れません。比べる相手（ホールドアウト）がいないためです。",
      next: "サイトの設定でホールドアウトを 5 % にすると、測り始めます。",
    });
  });
});

test("each campaign of the list has its line", () => {
  expect(
    Object.fromEntries(shop.siteEffects().campaigns.map((row) => [row.campaign, rowTold(ja, row)])),
  ).toEqual({
    "size-help": "まだ判断できません。",
    "cart-shipping": "効いています。全員に広げられます。",
    "first-coupon": "害があったため、止まっています。",
    "gift-wrap": "パターンの人数がずれていて、比べられません。原因を直してください。",
    "new-arrivals": "気にするほどの差はありません。別の案を試せます。",
    "exit-care": "この人数では時間がかかりすぎます。対照を増やすと早まります。",
    "gold-preview": "データが足りません。人数が増えるのを待っています。",
    "return-policy": "目標の期間を終えた方を待っています。",
  });
});

test("a success among many that may be luck says so", () => {
  const row = shop.siteEffects().campaigns.find(({ decision }) => decision === "promote");
  if (!row) throw new Error("no campaign works");
  expect(rowTold(ja, { ...row, believed: false })).toContain("偶然かもしれません");
});

test("rows of the report say the metric and its interval, or why there is none", () => {
  const { worked, harmed, watch } = shop.weekReport();
  expect([...worked, ...harmed, ...watch].map((row: ReportRow) => reportTold(ja, row))).toEqual([
    "目標に達する方は、対照と比べて +9 %〜+35 % です。",
    "すぐに離れる方は、対照と比べて +11 %〜+57 % です。",
    "パターンの人数がずれています。原因を直すまで比べられません。",
    "このままでは 1 年以内に判断できません。",
  ]);
});

test("harm to a guardrail is the word of a row, whatever its goal says", () => {
  expect(decisionWord(ja, { decision: "stop_harm", verdict: "better" })).toBe("害あり");
  expect(decisionWord(ja, { decision: "promote", verdict: "better" })).toBe("効果あり");
});

test("a guardrail is not praised where the goal would be", () => {
  expect(verdictWord(ja, "worse", "guardrail")).toBe("悪くなった");
  expect(verdictWord(ja, "open", "guardrail")).toBe("害は未確認");
  expect(verdictWord(ja, "open")).toBe("判断待ち");
});

test("every figure has a name and one line in both languages", () => {
  for (const figure of FIGURE_NAMES)
    for (const language of ["ja", "en"] as const) {
      const { name, meaning } = figureWords(language, figure);
      expect(name.length, figure).toBeGreaterThan(0);
      expect(meaning, figure).toMatch(/[。.]$/);
      expect(meaning, figure).not.toContain("\n");
    }
});
