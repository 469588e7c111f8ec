import { describe, expect, test } from "vitest";
import type { SiteSettings } from "../../api/types";
import { fieldAt, profitFault, settingsOf, valuesOf } from "./settings";

const text: SiteSettings = {
  kind: "site",
  timezone: "Europe/Berlin",
  caps: [{ max: 3, per: "24h" }],
  profit: { margin: 38, products: { "plate-21": 45 } },
  quiet: { time: "15m", page_views: 2 },
  theme: { preset: "sakura", accent: "#aa0000" },
  attention: { capacity: 20, checkout: 3, prices: { modal: 6 } },
};
/** What a later server may know and this page does not. */
const unknown = { something_new: { a: 1 }, quiet: { ...text.quiet, at_night: true } };

describe("the settings in a form", () => {
  test("go back as they came, with what the form does not show", () => {
    const back = settingsOf(valuesOf(text), text);
    expect(back).toMatchObject(text);
    expect(valuesOf(back)).toEqual(valuesOf(text));
    expect(settingsOf(valuesOf(text), { ...text, ...unknown })).toMatchObject(unknown);
  });

  test("write no margin that nobody has said, and no product without a name", () => {
    const values = valuesOf(text);
    expect(
      settingsOf({ ...values, margin: null, products: [{ product: " ", margin: 10 }] }, text),
    ).not.toHaveProperty("profit");
    expect(settingsOf({ ...values, products: [] }, text).profit).toEqual({ margin: 38 });
  });

  test.each([
    ["only of products", { margin: null, products: [{ product: "plate-21", margin: 45 }] }, "no_margin"],
    [
      "of a product that has none",
      { margin: 38, products: [{ product: "cup", margin: null }] },
      "no_own_margin",
    ],
    [
      "of a product that stands there twice",
      { margin: 38, products: ["cup", " cup "].map((product) => ({ product, margin: 45 })) },
      "named_twice",
    ],
    ["of nothing", { margin: null, products: [{ product: " ", margin: 45 }] }, null],
    ["of all", valuesOf(text), null],
  ])("are asked for the margin %s", (_, values, fault) => {
    expect(profitFault(values)).toBe(fault);
  });

  test("write a margin of nothing as nothing, and not as none", () => {
    const free = { ...valuesOf(text), margin: 0, products: [{ product: "gift", margin: 0 }] };
    expect(settingsOf(free, text).profit).toEqual({ margin: 0, products: { gift: 0 } });
  });

  test("take the server's defaults where the text leaves something out", () => {
    expect(valuesOf({})).toMatchObject({
      timezone: "Asia/Tokyo",
      currency: "JPY",
      holdout: 5,
      caps: [],
      quietTime: "0s",
    });
  });

  test.each([
    ["caps[0].per", "caps"],
    ["quiet.time", "quietTime"],
    ["attention.per_visit", "perVisit"],
    ["profit.products.plate-21", "products"],
    ["profit.margin", "margin"],
    ["origins[3]", "origins"],
    ["attention.prices.modal", "prices"],
    ["attention.dismissed.for", "dismissedFor"],
    ["theme.accent", "accent"],
    ["theme", "preset"],
    ["something.new", null],
  ])("a refused %s is shown at %s", (path, field) => expect(fieldAt(path)).toBe(field));
});
