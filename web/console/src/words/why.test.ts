import { expect, it } from "vitest";
import { TOLD_CODES, whyWords } from "./why";
import type { Words } from "./words";

const wordsIn = (language: "ja" | "en"): Words => ({
  language,
  currency: "JPY",
  timeZone: "Asia/Tokyo",
  segment: (key) => key,
  campaign: (key) => (key === "size-help" ? "サイズのお手伝い" : key),
});

const AT = "2026-11-30T05:05:00Z";

it.each([
  [
    "cap",
    { max: 1, per: "24h", scope: "campaign", shows: 1, frees_at: AT },
    "この施策は24時間に1回までです。もう1回出ています。次に出せるのは11月30日 14:05からです",
    "This campaign speaks at most once within 24 hours; it spoke once. It may speak again from 30 Nov 14:05",
  ],
  [
    "cap",
    { max: 2, per: "visit", scope: "site", shows: 2, frees_at: null },
    "全施策あわせて1回の訪問に2回までです。もう2回出ています。次の訪問から出せます",
    "All campaigns together speak at most 2 times per visit; there were 2. It may speak again in the next visit",
  ],
  [
    "quiet",
    { time: "2m", until: AT },
    "前の表示から2分は静かにします。11月30日 14:05 からまた出せます",
    "Quiet for 2 minutes after the last message, until 30 Nov 14:05",
  ],
  [
    "budget",
    { price: 20, points: 12.5, refills_at: null },
    "必要な注意は20ポイント、残りは12.5ポイントです",
    "It costs 20 points of attention, 12.5 are left",
  ],
  [
    "rival",
    { holder: "size-help" },
    "「サイズのお手伝い」が先に場所を取ります",
    "“サイズのお手伝い” takes the place first",
  ],
  [
    "control",
    {},
    "この来訪者は比較のための対照群です。出すところでも出しません",
    "This visitor belongs to the control group for comparison: where it would speak, it stays silent",
  ],
  [
    "no_trigger",
    { on: "signal", name: "dwell", params: { seconds: 15 } },
    "きっかけを待っています: ページにとどまったとき（秒数が15秒以上）",
    "It waits for its trigger: When the visitor stays on a page (time at least 15 seconds)",
  ],
  ["not_yet_known", {}, "the moon is full", "the moon is full"],
])("tells %s %j", (code, details, ja, en) => {
  const why = { code, details, reason: "the moon is full" };
  expect(whyWords(wordsIn("ja"), why)).toBe(ja);
  expect(whyWords(wordsIn("en"), why)).toBe(en);
});

it("tells every code of the API", () => {
  const codes =
    "speaks control status held_out schedule consent needs_verified audience elsewhere no_trigger trigger_late " +
    "trigger_below trigger_known trigger_condition other_page no_arm never not_now stopped cap quiet quiet_pages " +
    "budget typing checkout rival own_dialogue open_step waiting deferred appointed";
  expect([...TOLD_CODES].sort()).toEqual(codes.split(" ").sort());
});
