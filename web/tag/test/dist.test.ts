/**
 * What is shipped runs where the README says: Safari 13.1 and others of 2020 (ES2020). Syntax is judged by a compiler
 * that, asked for ES2020, must find nothing to translate; calls by a list of what came later.
 */
import { readdirSync, readFileSync } from "node:fs";
import { transformSync } from "esbuild";
import { describe, expect, it } from "vitest";

const DIST = `${import.meta.dirname}/../dist`;
const files = [
  "tag.js",
  "snippet.js",
  ...readdirSync(`${DIST}/tag`)
    .filter((name) => name.endsWith(".js"))
    .map((name) => `tag/${name}`),
];
const read = (file: string): string => readFileSync(`${DIST}/${file}`, "utf8");

/** Came after Safari 13.1, and has no fallback in the tag. What is looked up before it is used is not in the list. */
const LATER = [
  /\.at\(/,
  /\.(replaceAll|replaceChildren|findLast|findLastIndex|toSorted|toReversed|toSpliced|groupBy)\(/,
  /\bstructuredClone\(|\brandomUUID\(|\bhasOwn\(|\bfromEntries\b.*\bgroupBy\b/,
  /\b(WeakRef|FinalizationRegistry|AggregateError)\b|Promise\.(any|try|withResolvers)\(/,
  /AbortSignal\.(timeout|any)\(|\bshowModal\(|\bcheckVisibility\(|\bscrollend\b|\bnew EventTarget\(/,
  /\(\?<[=!]/,
];

const translated = (code: string, target: string[]): string =>
  transformSync(code, { target, minify: true, charset: "utf8" }).code;

describe.each(files)("%s", (file) => {
  it("has no syntax newer than ES2020", () => {
    expect(translated(read(file), ["es2020"])).toBe(translated(read(file), ["esnext"]));
  });

  it("calls nothing that came later", () => {
    for (const pattern of LATER) expect(read(file)).not.toMatch(pattern);
  });

  it("needs no eval, writes no markup, and carries no source map", () => {
    expect(read(file)).not.toMatch(
      /\beval\(|new Function|sourceMappingURL|innerHTML|insertAdjacentHTML|document\.write/,
    );
  });
});

it("the snippet of the project's README is the one that is built", () => {
  const readme = readFileSync(`${import.meta.dirname}/../../../README.md`, "utf8");
  expect(readme).toContain(`<script>\n${read("snippet.js").trim()}\nkizukai.load(`);
});

it("newer syntax would be noticed", () => {
  for (const code of [
    "a ??= b",
    "class A { #b = 1; c() { return this.#b } }",
    "class A { static { b() } }",
  ]) {
    let es2020 = "refused";
    try {
      es2020 = translated(code, ["es2020"]);
    } catch {}
    expect(es2020).not.toBe(translated(code, ["esnext"]));
  }
});
