import { readFileSync } from "node:fs";
import { join } from "node:path";
import { afterEach, describe, expect, test } from "vitest";
import { products } from "../src/catalogue/index.js";
import { search } from "../src/catalogue/search.js";
import { labelOf, labelsOf, learnLabels } from "../src/guide/labels.js";
import { doing, known, places, type Visitor, verdict } from "../src/guide/now_wording.js";
import { describe as inWords } from "../src/guide/wording.js";

const visitor = (fields: Partial<Visitor>): Visitor => ({
  anonymousId: "simulated-1",
  simulated: true,
  page: { path: "/cart", title: "カート | おりふし" },
  act: null,
  decision: null,
  visits: 2,
  pages: 3,
  cart: { quantity: 2, subtotal: 5280 },
  member: false,
  holdout: false,
  ...fields,
});

describe("the guide says of somebody in the shop", () => {
  test("what they do and what is known of them", () => {
    expect(doing(visitor({}))).toBe("「カート」を見ています");
    const added = { messageId: "m", type: "track", timestamp: "", event: "Product Added" };
    expect(doing(visitor({ act: { ...added, properties: { product_id: "bud-vase" } } }))).toBe(
      "「青磁の一輪挿し」をカートに入れました",
    );
    expect(known(visitor({}))).toBe("2 回目の訪問 · 3 ページ · カート 2 点 ¥5,280");
  });

  test("pages by the guide's own words, whatever language they are read in", () => {
    const on = (path: string, title: string) => doing(visitor({ page: { path, title } }));
    expect(on("/cart", "Cart | Orifushi")).toBe("「カート」を見ています");
    expect(on("/products/bud-vase", "Celadon bud vase | Orifushi")).toBe("「青磁の一輪挿し」を見ています");
    expect(on("/guide", "Try Kizukai | Orifushi")).toBe("「気遣いを試す」を見ています");
    expect(on("/products", "Linen | Orifushi")).toBe("「布もの」を見ています");
    expect(on("/stories/1", "A story | Orifushi")).toBe("「A story」を見ています");
  });

  test("what was decided, and in each case why it keeps quiet", () => {
    const said = (outcome: string, holder?: string) =>
      verdict(visitor({ decision: { campaign: "size-help", outcome, ...(holder ? { holder } : {}) } }));
    expect(said("shown")).toEqual({ kind: "spoke", text: "「サイズのお手伝い」が話しかけました" });
    expect(said("lost", "list-end").text).toContain("「一覧を見終えた方へ」が開いています");
    expect(said("lost", "size-help").text).toContain("開いたまま");
    const texts = ["shown", "ghost", "lost", "capped", "stopped", "quiet", "budget", "none"].map(
      (outcome) => said(outcome).text,
    );
    expect(new Set(texts).size).toBe(texts.length);
    expect(verdict(visitor({ holdout: true })).text).toContain("ホールドアウト");
  });

  test("everybody keeps their place, and you get the first free one", () => {
    const of = (...ids: string[]) => ids.map((anonymousId) => visitor({ anonymousId }));
    const first = places([null, null, null], of("a", "b"), "me");
    expect(first).toEqual(["a", "b", null]);
    expect(places(first, of("c", "b", "me"), "me")).toEqual(["me", "b", "c"]);
    expect(places(["a", "b"], of("c", "d", "e"), "me")).toEqual(["c", "d"]);
  });
});

describe("answers are named by what was on the button", () => {
  afterEach(() => learnLabels(new Map()));
  const steps = {
    ask: { choices: [{ key: "shipping", label: { ja: "送料について", en: "About shipping" } }] },
  };
  const texts = { texts: [{ key: "cart-shipping", text: { arms: [{ scenario: { steps } }] } }] };

  test("in the language of the page, and by the key where no text has them any more", () => {
    learnLabels(labelsOf(texts));
    expect(labelOf("cart-shipping", "ask", "shipping", "en")).toBe("About shipping");
    expect(labelOf("cart-shipping", "ask", "gone", "ja")).toBe("gone");
    const row = {
      messageId: "m",
      type: "answer",
      timestamp: "",
      enrolment: "e1",
      step: "ask",
      choice: "shipping",
    };
    expect(inWords(row, new Map([["e1", "cart-shipping"]]))?.title).toBe("「送料について」と答えました");
  });

  test("and a form by what was written into it", () => {
    const row = { messageId: "m", type: "answer", timestamp: "", enrolment: "e1", step: "ask" };
    expect(inWords({ ...row, value: { name: "佐藤", size: null, count: 2 } }, new Map())?.title).toBe(
      "「佐藤、2」と答えました",
    );
  });
});

describe("simulated visitors know this shop", () => {
  const data = (name: string): string[] =>
    readFileSync(join(import.meta.dirname, "../../../crates/simulation/data", name), "utf8")
      .trim()
      .split("\n");

  test("its products, prices and sizes", () => {
    const theirs = data("catalogue.csv").slice(1).sort();
    const ours = products.map(({ id, category, price, sizes, name }) =>
      [id, category, price, (sizes ?? []).map(({ key }) => key).join(" "), name.ja].join(","),
    );
    expect(theirs).toEqual(ours.sort());
  });

  test("and what it does not have", () => {
    for (const word of data("searches.txt")) expect(search(word), word).toEqual([]);
  });
});
