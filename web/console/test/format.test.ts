import { describe, expect, test } from "vitest";
import {
  bucketDay,
  clock,
  count,
  day,
  duration,
  type Manner,
  moment,
  money,
  percent,
  points,
  when,
} from "../src/ui/format";

const ja: Manner = { locale: "ja", currency: "JPY", timezone: "Asia/Tokyo" };
const en: Manner = { locale: "en", currency: "JPY", timezone: "Europe/Berlin" };
const at = new Date("2026-11-22T05:05:09Z");
const nextDay = new Date("2026-11-23T05:05:09Z");

describe("numbers", () => {
  test("amounts stand in the site's currency", () => {
    expect(money(1_234_000, ja)).toBe("¥1,234,000");
    expect(money(-50, ja)).toBe("-¥50");
    expect(money(12.5, { ...en, currency: "EUR" })).toBe("€12.50");
  });

  test("ratios are percent with a space, differences points with a sign", () => {
    expect(percent(0.123, ja)).toBe("12.3 %");
    expect(percent(1, ja, 0)).toBe("100 %");
    expect(points(0.031, ja)).toBe("+3.1 pt");
    expect(points(-0.0204, en)).toBe("-2.0 pt");
    expect(points(0, en)).toBe("0.0 pt");
  });

  test("what is not known is a dash and never a zero", () => {
    for (const absent of [
      count(null, ja),
      money(undefined, ja),
      percent(Number.NaN, ja),
      points(null, ja),
      duration(null, ja),
    ]) {
      expect(absent).toBe("–");
    }
    expect(count(0, ja)).toBe("0");
  });

  test("lengths of time take their largest fitting unit", () => {
    expect(duration(8, ja)).toBe("8 秒");
    expect(duration(720, en)).toBe("12 minutes");
    expect(duration(7200, en)).toBe("2 hours");
    expect(duration(172_800, ja)).toBe("2 日");
  });
});

describe("moments", () => {
  test("a day of a chart is the one that begins then by the shop's clock, with its year where it is another", () => {
    const begins = new Date("2026-11-21T15:00:00Z");
    expect(bucketDay(begins, ja, at)).toBe("11/22");
    expect(bucketDay(begins, ja, new Date("2027-01-02T00:00:00Z"))).toBe("2026/11/22");
    expect(bucketDay(new Date("2026-11-21T23:00:00Z"), en, at)).toBe("22 Nov");
  });

  test("are written in the site's time zone", () => {
    expect(moment(at, ja, nextDay)).toBe("11月22日（日） 14:05");
    expect(moment(at, en, nextDay)).toBe("Sun 22 Nov 06:05");
    expect(clock(at, ja, true)).toBe("14:05:09");
  });

  test("midnight is 00:00", () => {
    expect(clock(new Date("2026-11-22T15:00:00Z"), ja)).toBe("00:00");
  });

  test("name the year only where it is another one", () => {
    const later = new Date("2027-01-02T00:00:00Z");
    expect(day(at, ja, later)).toBe("2026年11月22日（日）");
    expect(day(at, en, later)).toBe("Sun 22 Nov 2026");
  });

  test("are relative within an hour, before and after", () => {
    const after = (seconds: number) => new Date(at.getTime() + seconds * 1000);
    expect(when(at, ja, after(2))).toBe("今");
    expect(when(at, ja, after(30))).toBe("30 秒前");
    expect(when(at, en, after(61))).toBe("1 minute ago");
    expect(when(at, ja, after(3599))).toBe("59 分前");
    expect(when(at, ja, after(3600))).toBe("11月22日（日） 14:05");
    expect(when(after(600), en, at)).toBe("in 10 minutes");
  });
});
