import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { anchorOf, FIGURE_NAMES } from "../../words/figures";
import { blocksOf, inlinesOf } from "./markdown";

describe("a chapter", () => {
  test("is read block by block", () => {
    const text =
      "# 効果\n\n一行目の\n続き。\n\n## 差 {#lift}\n\n- 一つ\n  の続き\n- 二つ\n\n| a | b |\n|---|---|\n| 1 | 2 |\n\n```\nx = 1\n```\n";
    expect(blocksOf(text)).toEqual([
      { kind: "heading", level: 1, text: "効果", anchor: null },
      { kind: "paragraph", text: "一行目の続き。" },
      { kind: "heading", level: 2, text: "差", anchor: "lift" },
      { kind: "list", items: ["一つの続き", "二つ"] },
      { kind: "table", head: ["a", "b"], rows: [["1", "2"]] },
      { kind: "code", text: "x = 1" },
    ]);
  });

  test("keeps words apart where a line of Latin letters ends", () => {
    expect(blocksOf("one\ntwo")).toEqual([{ kind: "paragraph", text: "one two" }]);
  });

  test("has code, weight and links in its lines", () => {
    expect(inlinesOf("a `b` **c** [d](#e)")).toEqual([
      { kind: "text", text: "a " },
      { kind: "code", text: "b" },
      { kind: "text", text: " " },
      { kind: "strong", text: "c" },
      { kind: "text", text: " " },
      { kind: "link", text: "d", to: "#e" },
    ]);
  });
});

test.each(["ja", "en"])(
  "the chapter of effects in %s tells of every figure that a screen explains",
  (language) => {
    const file = join(import.meta.dirname, "../../../../../docs", language, "effects.md");
    const anchors = blocksOf(readFileSync(file, "utf8")).flatMap((block) =>
      block.kind === "heading" && block.anchor ? [block.anchor] : [],
    );
    expect(FIGURE_NAMES.map(anchorOf).filter((anchor) => !anchors.includes(anchor))).toEqual([]);
    expect(new Set(anchors).size, "no anchor stands twice").toBe(anchors.length);
  },
);
