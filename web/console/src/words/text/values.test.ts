import { i18n } from "@lingui/core";
import { beforeAll, describe, expect, it } from "vitest";
import { plainWords } from "../plain";
import { placeName } from "./places";
import { placeValue } from "./values";

beforeAll(() => i18n.loadAndActivate({ locale: "en", messages: {} }));

const words = plainWords("en");
const manner = { words, moment: (at: string) => at.slice(0, 10) };

describe("values in a list of differences", () => {
  it.each([
    [["audience"], { "cart.quantity": { $gt: 0 } }, "The number of items in the cart is 1 or more"],
    [["exit"], { "orders.count": { $gt: 0 } }, "The number of orders is 1 or more"],
    [
      ["arms", "a", "scenario", "steps", "s", "ways"],
      [{ weight: 1, next: "x" }, { weight: 3 }],
      "A · 25 % → x, B · 75 % → end",
    ],
    [["arms", "a", "scenario", "steps", "s", "on"], "visit", "The next visit"],
    [["caps"], [{ max: 2, per: "visit" }], "at most 2 times per visit"],
    [["control"], 20, "20 %"],
    [["schedule"], { from: "2026-12-01T00:00:00Z" }, "From 2026-12-01 on"],
    [["tags"], ["theory", "stage-2"], "theory, stage-2"],
    [["arms", "ask", "scenario", "steps", "a", "format"], "modal", "Window in the middle"],
    [["goal"], undefined, "–"],
    [["role"], "viewer", "Viewer"],
    [["text", "quiet", "time"], "15m", "15 minutes"],
    [["consent", "mode"], "required", "Yes"],
    [["server_orders_only"], true, "Yes"],
  ])("%o", (path, value, expected) => {
    expect(placeValue(path, value, manner)).toBe(expected);
  });

  it("are named by the way to them, without containers", () => {
    expect(placeName(["arms", "ask", "scenario", "steps", "a", "choices", "ok", "label", "ja"])).toBe(
      "Arms › ask › a › ok › Answer › Japanese",
    );
    expect(placeName(["text", "control"])).toBe("Share of the control");
    expect(placeName(["attention", "prices", "corner"])).toBe(
      "Attention budget › What a message costs › Card in the corner",
    );
  });
});
