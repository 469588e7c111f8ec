import { describe, expect, it } from "vitest";
import type { PublishedCampaign } from "../queries";
import { campaignRows, filtered, statusCounts, tagsOf } from "./rows";

const campaign = (key: string, name: string, status: string | null, tags: string[] = []) =>
  ({
    kind: "campaign",
    key,
    version: 1,
    phase: 1,
    published_at: "2026-11-01T00:00:00Z",
    text: { key, name, status, tags, trigger: { on: "signal", name: "dwell" }, arms: [] },
  }) as PublishedCampaign;

const rows = campaignRows(
  [
    campaign("cart-shipping", "送料の不安を解消", "running", ["theory"]),
    campaign("gift", "贈りもの", "paused", ["stage-2"]),
    campaign("plain", "", null),
  ],
  [],
);

const keys = (filter: Partial<Parameters<typeof filtered>[1]>) =>
  filtered(rows, { status: null, tag: null, words: "", ...filter }).map(({ key }) => key);

describe("rows of campaigns", () => {
  it("call a campaign without a name by its key, and one without a status a draft", () => {
    expect(rows[2]).toMatchObject({ name: "plain", status: "draft", reach: null });
  });

  it("are filtered by status, tag and words together", () => {
    expect(keys({ status: "paused" })).toEqual(["gift"]);
    expect(keys({ tag: "theory" })).toEqual(["cart-shipping"]);
    expect(keys({ words: " 送料 " })).toEqual(["cart-shipping"]);
    expect(keys({ words: "STAGE" })).toEqual(["gift"]);
    expect(keys({ words: "送料", status: "paused" })).toEqual([]);
  });

  it("are counted by status, and their tags collected", () => {
    expect(statusCounts(rows)).toEqual({ running: 1, paused: 1, draft: 1, ended: 0 });
    expect(tagsOf(rows)).toEqual(["stage-2", "theory"]);
  });
});
