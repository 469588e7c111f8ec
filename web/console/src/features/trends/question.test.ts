import { describe, expect, test } from "vitest";
import { askedOf, isMoney, mayBeHours, questionOf, spanDays, todayIn } from "./question";

const today = "2026-11-22";

describe("a question", () => {
  test("asks for the orders of thirty days when the address says nothing", () => {
    expect(questionOf({}, today)).toEqual({
      event: "Order Completed",
      kind: "track",
      measure: "events",
      of: null,
      bucket: "day",
      from: "2026-10-24",
      until: today,
      split: null,
      where: null,
      look: "line",
    });
  });

  test("is read from the address as it was written there", () => {
    const search = {
      event: "Product Viewed",
      measure: "sum",
      of: "properties.price",
      from: "2026-11-20",
      until: "2026-11-21",
      bucket: "hour",
      split: "device",
      look: "bar",
    };
    expect(questionOf(search, today)).toMatchObject(search);
    expect(spanDays(questionOf(search, today))).toBe(2);
  });

  test.each([
    ["a day that is none", { from: "gestern", until: "2026-99-99" }, { from: "2026-10-24", until: today }],
    ["an end before the beginning", { from: "2026-11-30" }, { from: today, until: today }],
    ["hours of half a year", { from: "2026-06-01", bucket: "hour" }, { bucket: "day" }],
    ["a measure nobody knows", { measure: "median" }, { measure: "events" }],
  ])("takes %s as usual", (_, search, expected) => {
    expect(questionOf(search, today)).toMatchObject(expected);
  });

  test("asks the API for nothing that was not asked, and keeps the look to itself", () => {
    expect(askedOf(questionOf({ look: "bar" }, today))).toEqual({
      event: "Order Completed",
      kind: "track",
      measure: "events",
      bucket: "day",
      from: "2026-10-24",
      until: today,
    });
  });
});

test("hours are offered for a fortnight at most", () => {
  expect(mayBeHours({ from: "2026-11-09", until: today })).toBe(true);
  expect(mayBeHours({ from: "2026-11-08", until: today })).toBe(false);
});

test("today is the site's, not the browser's", () => {
  const evening = new Date("2026-11-22T16:00:00Z");
  expect(todayIn("Asia/Tokyo", evening)).toBe("2026-11-23");
  expect(todayIn("America/New_York", evening)).toBe("2026-11-22");
});

test.each([
  ["properties.revenue", true],
  ["properties.quantity", false],
])("a sum of %s is written as money: %s", (of, expected) => {
  expect(isMoney(questionOf({ measure: "sum", of }, today))).toBe(expected);
});
