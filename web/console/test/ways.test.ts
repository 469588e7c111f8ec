import { describe, expect, test } from "vitest";
import { isInside, wayTo } from "../src/app/next";
import { type Entry, found } from "../src/app/palette-search";
import { parseSearch, stringifySearch } from "../src/app/search";

describe("the way on after signing in", () => {
  test("leads to the address that was wanted, filters and all", () => {
    expect(wayTo("/campaigns/cart?outcome=capped&site=s_2")).toEqual({
      to: "/campaigns/cart",
      search: { outcome: "capped", site: "s_2" },
    });
  });

  test.each([
    "https://elsewhere.example",
    "//elsewhere.example",
    "/\\elsewhere.example",
    "javascript:alert(1)",
    undefined,
  ])("never leads to %s", (next) => {
    expect(isInside(next)).toBe(false);
    expect(wayTo(next)).toEqual({ to: "/", search: {} });
  });
});

describe("an address's values", () => {
  test("are plain strings, there and back", () => {
    const values = { q: "0012", site: "s_1", path: "/皿?x=1&y" };
    expect(parseSearch(stringifySearch(values))).toEqual(values);
  });

  test("without a value leave no trace", () => {
    expect(stringifySearch({ q: "", target: undefined })).toBe("");
  });
});

describe("the palette", () => {
  const entry = (label: string, also?: string): Entry => ({
    key: label,
    label,
    kind: "",
    Icon: () => null,
    act: () => {},
    ...(also ? { also } : {}),
  });
  const entries = [
    entry("カートの送料", "cart-shipping"),
    entry("送料の案内", "shipping"),
    entry("Settings"),
  ];
  const labels = (text: string) => found(entries, text).map(({ label }) => label);

  test("finds by any part, what begins so first", () => {
    expect(labels("送料")).toEqual(["送料の案内", "カートの送料"]);
  });

  test("finds by key, in any case and width, every word counting", () => {
    expect(labels("ＣＡＲＴ shipping")).toEqual(["カートの送料"]);
    expect(labels("settings nowhere")).toEqual([]);
  });

  test("offers everything while nothing is typed", () => expect(labels(" ")).toHaveLength(3));
});
