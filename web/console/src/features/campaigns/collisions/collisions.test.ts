import { expect, it } from "vitest";
import type { CampaignFigures } from "../../../api/types";
import type { PublishedCampaign } from "../queries";
import { askedOf, canMeet, meetings, pricesOf } from "./collisions";

const now = new Date("2026-11-30T00:00:00Z");

function campaign(key: string, more: object = {}, step: object = {}): PublishedCampaign {
  const start = { type: "message", format: "corner", title: "お困りですか", ...step };
  const text = {
    status: "running",
    trigger: { on: "signal", name: "hesitation" },
    arms: [{ key: "a", scenario: { start: "s", steps: { s: start } } }],
    ...more,
  };
  return { key, text } as unknown as PublishedCampaign;
}

const onPage = (where: unknown) => campaign("x", { trigger: { on: "signal", name: "dwell", where } }).text;

it("lets the higher priority speak first, and the earlier key where they are equal", () => {
  const found = meetings(
    [campaign("c", { priority: 5 }), campaign("b"), campaign("a"), campaign("other", { status: "paused" })],
    now,
  );
  expect(found.map(({ contenders }) => contenders.map(({ key }) => key))).toEqual([["c", "a", "b"]]);
});

it("brings together only what waits for the same moment and wants the same place", () => {
  const inside = { format: "inline", selector: "#notice" };
  const found = meetings(
    [
      campaign("corner"),
      campaign("modal", {}, { format: "modal" }),
      campaign("inside", {}, inside),
      campaign("elsewhere", {}, { ...inside, selector: "#other" }),
      campaign("leaving", { trigger: { on: "signal", name: "exit_intent" } }),
      campaign("over", { schedule: { until: "2026-11-01T00:00:00Z" } }),
    ],
    now,
  );
  expect(found.map(({ place, contenders }) => [place, contenders.map(({ key }) => key)])).toEqual([
    [null, ["corner", "modal"]],
  ]);
});

it("says of one that is yet to come when it begins", () => {
  const from = "2026-12-24T00:00:00Z";
  const [found] = meetings([campaign("now"), campaign("later", { schedule: { from } })], now);
  expect(found?.contenders.map(({ startsAt }) => startsAt)).toEqual([from, null]);
});

it.each([
  [{ "page.path": "/cart" }, { "page.path": "/cart" }, true],
  [{ "page.path": "/cart" }, { "page.path": "/" }, false],
  [{ "page.path": "/cart/2" }, { "page.path": { $regex: "^/cart" } }, true],
  [{ "page.path": "/" }, { "page.path": { $regex: "^/cart" } }, false],
  [{ "page.path": { $regex: "^/products/" } }, { "page.path": { $regex: "^/cart" } }, false],
  [{ "page.path": { $regex: "^/products" } }, { "page.path": { $regex: "^/products/cup" } }, true],
  [{ "page.path": { $regex: "cart$" } }, { "page.path": "/" }, true],
  [undefined, { "page.path": "/" }, true],
])("of %j and %j on one page: %s", (one, other, meets) => {
  expect(canMeet(onPage(one), onPage(other))).toBe(meets);
  expect(canMeet(onPage(other), onPage(one))).toBe(meets);
});

it("counts what a week asks for with the site's own prices", () => {
  const of = (key: string, shown: number) =>
    ({ campaign: key, outcomes: { shown, lost: 2, budget: 1 } }) as unknown as CampaignFigures;
  const all = [campaign("corner"), campaign("modal", {}, { format: "modal" }), campaign("quiet")];
  const prices = pricesOf({ attention: { prices: { modal: 10 } } } as never);
  const asked = askedOf(all, [of("corner", 10), of("modal", 3)], prices);
  expect(asked.map(({ key, points, share, lost }) => [key, points, share, lost])).toEqual([
    ["corner", 30, 0.5, 2],
    ["modal", 30, 0.5, 2],
    ["quiet", 0, 0, 0],
  ]);
});
