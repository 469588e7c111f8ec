/** The published texts, held against the shop: places exist, keys are known to the guide, every text is bilingual. */
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { parse } from "yaml";
import { isCategoryKey } from "../src/catalogue/categories.js";
import { findProduct, inCategory } from "../src/catalogue/index.js";
import { search } from "../src/catalogue/search.js";
import { campaignNames } from "../src/guide/campaigns.js";
import { recipes } from "../src/guide/recipes.js";
import { members } from "../src/member/members.js";

const root = join(import.meta.dirname, "..");

interface Choice {
  key: string;
  label: unknown;
  next?: string;
  href?: string;
}
interface Step {
  type: string;
  format?: string;
  selector?: string;
  choices?: Choice[];
  fields?: { label: unknown; options?: { label: unknown }[] }[];
  rewrite?: { selector: string; text?: unknown }[];
  next?: string;
  on_close?: string;
  cases?: { when: unknown; next: string }[];
  else?: string;
  [field: string]: unknown;
}
interface Campaign {
  kind: "campaign";
  key: string;
  name: string;
  status: string;
  control?: number;
  trigger: { on: string; name: string };
  arms: { key: string; scenario: { start: string; steps: Record<string, Step> } }[];
}
type Definition =
  | Campaign
  | { kind: "segment"; key: string; name: string }
  | { kind: "site"; [field: string]: unknown };

const files = readdirSync(join(root, "campaigns")).filter((name) => name.endsWith(".yaml"));
const definitions = files.map(
  (name) => parse(readFileSync(join(root, "campaigns", name), "utf8")) as Definition,
);
const campaigns = definitions.filter((each): each is Campaign => each.kind === "campaign");
const steps = campaigns.flatMap((campaign) =>
  campaign.arms.flatMap(({ scenario }) =>
    Object.entries(scenario.steps).map(([key, step]) => ({ campaign, scenario, key, step })),
  ),
);

const pages = ["top", "product", "cart"]
  .map((name) => readFileSync(join(root, "src/pages", `${name}.ts`), "utf8"))
  .join("\n");

describe("the demo's texts", () => {
  test("are one site, two or more segments and six or more campaigns, with different keys", () => {
    expect(definitions.filter(({ kind }) => kind === "site")).toHaveLength(1);
    expect(definitions.filter(({ kind }) => kind === "segment").length).toBeGreaterThanOrEqual(2);
    expect(campaigns.length).toBeGreaterThanOrEqual(6);
    expect(new Set(campaigns.map(({ key }) => key)).size).toBe(campaigns.length);
  });

  test("stand in files whose order lets segments come before the campaigns that use them", () => {
    const kinds = [...files].sort().map((name) => definitions[files.indexOf(name)]?.kind);
    expect(kinds).toEqual([...kinds].sort((a, b) => order(a) - order(b)));
  });

  test("all run, and say their control in so many words", () => {
    for (const campaign of campaigns) {
      expect(campaign.status).toBe("running");
      expect(campaign.control, campaign.key).toBeTypeOf("number");
    }
  });

  test("cart-shipping asks in two steps in the corner, with a control of 20", () => {
    const campaign = campaigns.find(({ key }) => key === "cart-shipping");
    const ask = campaign?.arms[0]?.scenario.steps.ask;
    expect(campaign).toMatchObject({ control: 20, trigger: { on: "signal", name: "hesitation" } });
    expect(ask?.format).toBe("corner");
    expect(ask?.choices?.map(({ key }) => key)).toEqual(["shipping", "return", "none"]);
  });

  test("lead only to steps that exist, and from the start to every step", () => {
    for (const { scenario } of campaigns.flatMap(({ arms }) => arms)) {
      const reached = new Set<string>();
      const open = [scenario.start];
      for (let key = open.pop(); key; key = open.pop()) {
        if (key === "end" || reached.has(key)) continue;
        const step = scenario.steps[key];
        expect(step, key).toBeDefined();
        reached.add(key);
        if (step) open.push(...ways(step));
      }
      expect([...reached].sort()).toEqual(Object.keys(scenario.steps).sort());
    }
  });

  test("speak Japanese and English in every place a visitor reads", () => {
    for (const { campaign, key, step } of steps) {
      const texts = [
        step.title,
        step.body,
        step.placeholder,
        step.submit,
        ...(step.choices ?? []).map(({ label }) => label),
        ...(step.fields ?? []).flatMap(({ label, options = [] }) => [
          label,
          ...options.map((each) => each.label),
        ]),
        ...(step.rewrite ?? []).map(({ text }) => text),
      ];
      for (const text of texts.filter((each) => each !== undefined)) {
        expect(text, `${campaign.key}.${key}`).toEqual({
          ja: expect.stringMatching(/\S/),
          en: expect.stringMatching(/\S/),
        });
      }
    }
  });

  test("never shout and never hurry", () => {
    const words = steps.map(({ step }) => JSON.stringify(step)).join("\n");
    expect(words).not.toMatch(/[!！]|今だけ|お急ぎ|残りわずか|見逃|hurry|only today|last chance/i);
  });

  test("rewrite only what the top page says itself", () => {
    const changed = steps.flatMap(({ step }) => step.rewrite ?? []);
    expect(changed.map(({ selector }) => selector)).toEqual([".hero-words p"]);
    expect(pages).toContain('<div class="hero-words">');
  });

  test("put inline messages only into places that the shop reserves", () => {
    const places = steps
      .filter(({ step }) => step.format === "inline" && !step.rewrite)
      .map(({ step }) => step.selector ?? "");
    expect(places.length).toBeGreaterThan(0);
    for (const selector of places) expect(pages).toContain(`place("${selector.slice(1)}"`);
  });

  test("send visitors only to pages that have something to show", () => {
    for (const { href } of steps.flatMap(({ step }) => step.choices ?? []))
      if (href) expect(isUseful(href), href).toBe(true);
  });

  test("ask with at most three answers", () => {
    for (const { step } of steps) expect(step.choices?.length ?? 0).toBeLessThanOrEqual(3);
  });
});

describe("the guide", () => {
  test("has a name for every campaign, the same as the text's", () => {
    for (const { key, name } of campaigns) expect(campaignNames[key]?.ja).toBe(name);
    expect(Object.keys(campaignNames).sort()).toEqual(campaigns.map(({ key }) => key).sort());
  });

  test("has six or more recipes, each for a campaign that exists and a page that helps", () => {
    expect(recipes.length).toBeGreaterThanOrEqual(6);
    for (const { campaign, put } of recipes) {
      expect(campaignNames).toHaveProperty(campaign);
      if (put) expect(findProduct(put)?.stock).toBeGreaterThan(0);
    }
    const searched = recipes.find(({ campaign }) => campaign === "search-help")?.href.split("q=")[1] ?? "";
    expect(search(decodeURIComponent(searched))).toEqual([]);
  });
});

test("the list of members gives every demo member a rank, and no name that would keep the browser's from being shown", () => {
  const [head = "", ...rows] = readFileSync(join(root, "members.csv"), "utf8").trim().split("\n");
  const columns = head.split(",");
  expect(columns.slice(0, 3)).toEqual(["userId", "rank", "points"]);
  expect(columns).not.toContain("name");
  const ranks = new Map(rows.map((row) => [row.split(",")[0], row.split(",")[1]]));
  expect(members.map(({ id }) => ranks.get(id))).toEqual(["gold", "silver", "regular", "new"]);
  for (const row of rows) expect(row.split(",")).toHaveLength(columns.length);
});

function order(kind: Definition["kind"] | undefined): number {
  return ["site", "segment", "campaign"].indexOf(kind ?? "");
}

function ways(step: Step): string[] {
  const branches = (step.cases ?? []).map(({ next }) => next);
  const answers = (step.choices ?? []).map(({ next }) => next ?? step.next ?? "end");
  return [
    ...branches,
    ...answers,
    ...[step.else, step.next, step.on_close].filter((key) => key !== undefined),
  ];
}

function isUseful(href: string): boolean {
  const { pathname, searchParams } = new URL(href, "http://shop.example");
  if (pathname === "/search") return search(searchParams.get("q") ?? "").length > 0;
  const category = searchParams.get("category");
  return (
    pathname === "/products" &&
    (category === null || (isCategoryKey(category) && inCategory(category).length > 0))
  );
}
