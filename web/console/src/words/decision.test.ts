import { describe, expect, it } from "vitest";
import { capWords, outcomeName, reasonWords } from "./decision";
import type { Language, Words } from "./words";

const words = (language: Language): Words => ({
  language,
  currency: "JPY",
  timeZone: "Asia/Tokyo",
  segment: (key) => key,
  campaign: (key) => (key === "list-end" ? "一覧を見終えた方へ" : key),
});

describe("reasons in words", () => {
  it.each([
    ["cap 1 per 1d", "この施策は24時間に1回まで", "This campaign: at most once within 24 hours"],
    [
      "site cap 4 per visit",
      "全施策あわせて1回の訪問に4回まで",
      "All campaigns together: at most 4 times per visit",
    ],
    [
      "quiet for 15s after the last show",
      "前の表示から15秒は静かにします",
      "Quiet for 15 seconds after the last message",
    ],
    [
      "quiet for 3 page views after the last show",
      "前の表示から3ページは静かにします",
      "Quiet for 3 pages after the last message",
    ],
    [
      "it costs 3 points, 1.5 are left",
      "必要な注意は3ポイント、残りは1.5ポイント",
      "It costs 3 points of attention, 1.5 are left",
    ],
    ["`list-end` has the place", "「一覧を見終えた方へ」が表示中です", "“一覧を見終えた方へ” has the place"],
    [
      "`list-end` has the place: its step `ask` is on the page and neither answered nor closed: …",
      "「一覧を見終えた方へ」が表示中です",
      "“一覧を見終えた方へ” has the place",
    ],
    ["no signal `dwell` in this moment", "きっかけがまだ来ていません", "Its trigger has not come yet"],
    ["it is paused", "一時停止しています", "It is paused"],
  ])("%s", (reason, ja, en) => {
    expect(reasonWords(words("ja"), reason)).toBe(ja);
    expect(reasonWords(words("en"), reason)).toBe(en);
  });

  it("shows a reason it does not know as it came", () => {
    expect(reasonWords(words("ja"), "the moon is full")).toBe("the moon is full");
  });

  it("names outcomes and caps", () => {
    expect(outcomeName(words("ja"), "capped")).toBe("上限に達した");
    expect(capWords(words("ja"), { max: 2, per: "ever" })).toBe("通して2回まで");
  });
});
