import { describe, expect, test } from "vitest";
import { conditionsOf, ofEveryEvent, whereOf, withValues } from "./where";

const two = [
  { field: "properties.category", values: ["tops", "knit"] },
  { field: "device", values: ["phone"] },
];

describe("conditions in the address", () => {
  test("are read as they were written", () => {
    expect(conditionsOf(whereOf(two) ?? null)).toEqual(two);
  });

  test("may be written by hand: one value, numbers, no value", () => {
    expect(conditionsOf('{"device":"phone","properties.size":[24,true,null]}')).toEqual([
      { field: "device", values: ["phone"] },
      { field: "properties.size", values: ["24", "true", null] },
    ]);
  });

  test.each(["{", "[]", '"device"', "null", '{"device":{"not":"phone"}}'])(
    "cannot be read in %s",
    (where) => {
      expect(conditionsOf(where)).toBeNull();
    },
  );

  test("none is no condition", () => {
    expect(conditionsOf(null)).toEqual([]);
    expect(whereOf([])).toBeUndefined();
    expect(whereOf([{ field: "device", values: [] }])).toBeUndefined();
  });
});

test("other values keep a condition's place, and a new field stands last", () => {
  expect(withValues(two, "properties.category", ["shoes"])).toEqual([
    { field: "properties.category", values: ["shoes"] },
    { field: "device", values: ["phone"] },
  ]);
  expect(withValues(two, "page.path", ["/cart"]).at(-1)).toEqual({ field: "page.path", values: ["/cart"] });
});

test("another event keeps what can be said of any event", () => {
  expect(ofEveryEvent(two)).toEqual([{ field: "device", values: ["phone"] }]);
});
