import { describe, expect, it, test } from "vitest";
import { endingWords } from "./ending";
import { plainWords as words } from "./plain";
import {
  shareOfWays,
  shareWords,
  silentDetail,
  silentWords,
  traitLines,
  waitWayWords,
  waitWords,
} from "./steps";

describe("a wait in words", () => {
  it.each([
    [{ for: "24h" }, "24時間待つ", "Waits 24 hours"],
    [{ until: "09:00" }, "09:00 まで待つ", "Waits until 09:00"],
    [{ until: "2026-12-24T10:00" }, "12月24日 10:00 まで待つ", "Waits until 24 Dec 10:00"],
    [{ until: "2026-12-24" }, "12月24日 00:00 まで待つ", "Waits until 24 Dec 00:00"],
    [{ until: "2026-12-24T01:00:00Z" }, "12月24日 10:00 まで待つ", "Waits until 24 Dec 10:00"],
    [{ until: "soon" }, "soon まで待つ", "Waits until soon"],
    [{ on: "event", name: "Order Completed" }, "「購入」を待つ", "Waits for “Order completed”"],
    [{ on: "event" }, "何かが起きるのを待つ", "Waits for something to happen"],
    [{ on: "visit" }, "次の訪問を待つ", "Waits for the next visit"],
  ])("%o", (step, ja, en) => {
    expect(waitWords(words("ja"), step)).toBe(ja);
    expect(waitWords(words("en"), step)).toBe(en);
  });

  it("says how long at most, as the engine takes it where the text does not say", () => {
    expect(silentDetail(words("ja"), { type: "wait", on: "event", name: "x" })).toBe("長くて7日間");
    expect(silentDetail(words("ja"), { type: "wait", on: "visit" })).toBe("長くて30日間");
    expect(silentDetail(words("ja"), { type: "wait", on: "visit", for: "3d" })).toBe("長くて3日間");
    expect(silentDetail(words("ja"), { type: "wait", for: "3d" })).toBe("");
  });

  it("says which of the events", () => {
    const step = { type: "wait", on: "event", name: "x", where: { "properties.price": { $gte: 5000 } } };
    expect(silentDetail(words("ja"), step)).toBe("長くて7日間 · 価格が5,000円以上");
  });

  it("has a way for what came and one for what did not", () => {
    const on = { on: "visit" };
    expect(waitWayWords(words("ja"), on, "next")).toBe("来たとき");
    expect(waitWayWords(words("ja"), on, "else")).toBe("来ないまま");
    expect(waitWayWords(words("ja"), { for: "1h" }, "next")).toBe("そのあと");
  });
});

describe("a split in words", () => {
  it.each([
    [
      [{ weight: 1 }, { weight: 1 }],
      [50, 50],
    ],
    [
      [{ weight: 7 }, { weight: 3 }],
      [70, 30],
    ],
    [
      [{}, { weight: 3 }],
      [25, 75],
    ],
    [
      [{ weight: 0 }, { weight: 0 }],
      [0, 0],
    ],
    [
      [{ weight: -1 }, { weight: "x" }, null],
      [0, 0, 100],
    ],
    [undefined, []],
  ])("%o is shared as %o", (ways, shares) => {
    expect(shareOfWays({ ways })).toEqual(shares);
  });

  it("tells ways of the same share apart", () => {
    const thirds = { type: "split", ways: [{ weight: 1 }, { weight: 1 }, { weight: 1 }] };
    expect([0, 1, 2].map((place) => shareWords(thirds, place))).toEqual([
      "A · 33.3 %",
      "B · 33.3 %",
      "C · 33.3 %",
    ]);
    expect(silentWords(words("ja"), thirds)).toBe("ランダムに3つに分ける");
  });
});

test("written traits are told one by one, by the names that shops use", () => {
  const step = {
    type: "traits",
    set: { purpose: "gift", visits_by_mail: 3, asked: true, old: null, "": "" },
  };
  expect(traitLines(words("ja"), step)).toEqual([
    "目的を「gift」にする",
    "visits_by_mailを3にする",
    "askedを「はい」にする",
    "oldを消す",
    "属性を選ぶ",
  ]);
  expect(traitLines(words("en"), step).slice(0, 2)).toEqual([
    "Sets purpose to “gift”",
    "Sets visits_by_mail to 3",
  ]);
  expect(silentWords(words("ja"), { type: "traits" })).toBe("属性を選ぶ");
  expect(silentWords(words("ja"), { type: "message" })).toBe("");
});

test("every ending of a passage has its words", () => {
  for (const how of ["finished", "refused", "abandoned", "merged", "withdrawn", "reached", "left"])
    for (const language of ["ja", "en"] as const) expect(endingWords(words(language), how)).not.toBe("");
  expect(endingWords(words("ja"), "left")).toBe("やめる条件に当てはまったので、続きは届けませんでした");
  expect(endingWords(words("ja"), "something new")).toBe("");
});
