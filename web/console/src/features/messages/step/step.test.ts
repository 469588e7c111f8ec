import { i18n } from "@lingui/core";
import { beforeAll, describe, expect, test } from "vitest";
import { type Around, findingsOf, together } from "./findings";
import { isMade, keyFor } from "./keys";
import { kindOf, newStep, wayOf, withKind, withWay } from "./kinds";
import { isMissing, languagesOf, missingIn, shownIn, textIn, written } from "./languages";
import { isLink, isSource } from "./links";
import { fromLocal, toLocal } from "./moments";
import { move, put, type Step } from "./shape";
import { isBroken, lengthOf, variable, variablesIn, withFallback } from "./variables";

beforeAll(() => i18n.loadAndActivate({ locale: "en", messages: {} }));

const said = (more: Partial<Step> = {}): Step => ({
  type: "message",
  format: "corner",
  title: "Can we help?",
  ...more,
});
const around: Around = {
  languages: ["ja"],
  languageName: (language) => language,
  nowMs: Date.parse("2026-12-01T00:00:00Z"),
};
const placesOf = (step: Step, more: Partial<Around> = {}) =>
  findingsOf(step, { ...around, ...more }).map(({ path, level }) => `${level} ${path}`);

describe("a text in several languages", () => {
  test("stays one string while only the shop's own language is written", () => {
    expect(written("送料", "ja", "お届け", "ja")).toBe("お届け");
    expect(written(undefined, "ja", "お届け", "ja")).toBe("お届け");
    expect(written("送料", "ja", "", "ja")).toBeUndefined();
  });

  test("keeps what was there when another language is written", () => {
    const both = written("送料", "en", "Shipping", "ja");
    expect(both).toEqual({ ja: "送料", en: "Shipping" });
    expect(written(both, "en", "", "ja")).toBe("送料");
    expect(written(undefined, "en", "Shipping", "ja")).toEqual({ en: "Shipping" });
  });

  test("tells what is written, what is read and what is missing", () => {
    expect([textIn("送料", "en", "ja"), shownIn("送料", "en", "ja"), isMissing("送料", "en", "ja")]).toEqual([
      "",
      "送料",
      true,
    ]);
    expect(shownIn({ en: "Shipping", fr: "Livraison" }, "de", "ja")).toBe("Shipping");
    expect(isMissing(undefined, "en", "ja")).toBe(false);
  });

  test("counts every place of a step, and a code only where it differs", () => {
    const step = said({
      title: { ja: "送料", en: "Shipping" },
      choices: [{ key: "a", label: "はい" }],
      coupon: { code: "A-1", note: "月末まで" },
    });
    expect(missingIn(step, "en", "ja")).toEqual(["coupon.note", "choices[0].label"]);
    expect(languagesOf(step, ["ja"])).toEqual(["ja", "en"]);
  });
});

describe("a place that is filled", () => {
  test("is read, written and given another fallback", () => {
    const text = `${variable("name", "it's")}、${variable("rank", "")}`;
    expect(variablesIn(text)).toMatchObject([
      { trait: "name", fallback: "it's" },
      { trait: "rank", fallback: undefined },
    ]);
    expect(withFallback(text, 1, "会員")).toBe(
      "{{ traits.name | default('it\\'s') }}、{{ traits.rank | default('会員') }}",
    );
    expect(variablesIn('{{traits.a.b|default("x")}}')).toMatchObject([{ trait: "a.b", fallback: "x" }]);
  });

  test("counts as what stands there, and a lonely bracket is noticed", () => {
    expect(lengthOf(`${variable("name", "お客様")}ab`)).toBe(4);
    expect(["{{ traits.a", "a }}", "{{ a {{ b }}"].map(isBroken)).toEqual([true, true, true]);
    expect(isBroken(`${variable("a", "b")} {% if a %}b{% endif %}`)).toBe(false);
  });
});

describe("the key of an answer", () => {
  test.each([
    ["大丈夫です", "none"],
    ["わかりました", "ok"],
    ["送料について", "shipping"],
    ["Free returns!", "returns"],
    ["Blue or green", "blue_or_green"],
    ["青", "answer_1"],
  ])("for %s is %s", (label, key) => expect(keyFor(label, [])).toBe(key));

  test("is one that no other answer has", () => {
    expect(keyFor("はい", ["yes"])).toBe("yes_2");
    expect(keyFor("青", ["answer_1"])).toBe("answer_2");
  });

  test("follows its label only while it was made from it", () => {
    expect(isMade("yes", "はい", [])).toBe(true);
    expect(isMade("answer_3", "", [])).toBe(true);
    expect(isMade("wants_gift", "はい", [])).toBe(false);
  });
});

describe("another format", () => {
  test("drops what only the last one could hold, and nothing that is read", () => {
    const toast = said({ format: "toast", duration: "9s", choices: [{ key: "a", label: "見る" }] });
    expect(withKind(toast, "corner")).toEqual({ ...put(toast, "duration", undefined), format: "corner" });
    const rewrite = withKind(said(), "rewrite");
    expect([rewrite.format, kindOf(rewrite), rewrite.title]).toEqual(["inline", "rewrite", "Can we help?"]);
    expect(withKind(rewrite, "inline")).toMatchObject({ format: "inline", selector: "" });
    expect(withKind(withKind(said(), "inline"), "bar")).toEqual(said({ format: "bar" }));
  });

  test("keeps what no form knows", () => {
    const step = said({ where: { "page.path": "/cart" }, next: "thanks" });
    expect(withWay(withKind(step, "modal"), "text")).toMatchObject({
      where: { "page.path": "/cart" },
      next: "thanks",
    });
  });

  test.each(["none", "single", "multiple", "text", "rating", "form"] as const)(
    "can be answered by %s",
    (way) => {
      expect(wayOf(withWay(said(), way))).toBe(way);
    },
  );

  test("of a new step is whole as soon as it has words", () => {
    expect(placesOf({ ...newStep(), title: "お困りですか" })).toEqual([]);
  });
});

describe("what is said at once", () => {
  test.each<[string, Partial<Step>, string]>([
    ["a hole in the text", { body: "{{ traits.name }}" }, "warning body"],
    ["a lonely bracket", { body: "{{ traits.name" }, "problem body"],
    ["a long title", { title: "長".repeat(40) }, "warning title"],
    ["nothing at all", { title: "" }, "warning title"],
    ["an empty answer", { choices: [{ key: "a", label: "" }] }, "problem choices[0].label"],
    ["a bad link", { choices: [{ key: "a", label: "a", href: "javascript:x" }] }, "problem choices[0].href"],
    ["a picture without words", { image: { src: "/a.png" } }, "problem image.alt"],
    ["a film without captions", { video: { src: "/a.mp4", alt: "a" } }, "warning video.captions"],
    ["an empty code", { coupon: { code: "" } }, "problem coupon.code"],
    ["no deadline", { countdown: {} }, "problem countdown.until"],
    ["a deadline that is over", { countdown: { until: "2026-11-01T00:00:00Z" } }, "problem countdown.until"],
    ["no place", { format: "inline", selector: " " }, "problem selector"],
    ["text that cannot be read", { theme: { text: "#ffffff" } }, "problem theme"],
    [
      "a list of nothing",
      { fields: [{ key: "a", label: "a", type: "select" }] },
      "problem fields[0].options",
    ],
  ])("%s", (_, more, place) => expect(placesOf(said(more))).toContain(place));

  test("two answers of one key", () => {
    const choices = [
      { key: "a", label: "a" },
      { key: "a", label: "b" },
    ];
    expect(placesOf(said({ choices }))).toEqual(["problem choices[1].key"]);
  });

  test("a language that is missing, while that one is written", () => {
    const found = findingsOf(said(), { ...around, languages: ["ja", "en"] });
    expect(found).toMatchObject([{ path: "title", level: "warning", language: "en" }]);
  });

  test("nothing about a whole message, and the end of the campaign is a deadline", () => {
    const whole = said({
      image: { src: "/a.png", alt: "" },
      choices: [{ key: "ok", label: "わかりました" }],
      countdown: { until: "schedule" },
    });
    expect(placesOf(whole, { until: "2026-12-25T00:00:00+09:00" })).toEqual([]);
  });

  test("once: the server's only where nothing of ours stands", () => {
    const ours = [{ path: "title", level: "warning", text: "ours" }] as const;
    const server = [
      { path: "title", level: "problem", text: "theirs" },
      { path: "body", level: "problem", text: "theirs too" },
    ] as const;
    expect(together(ours, server).map(({ text }) => text)).toEqual(["ours", "theirs too"]);
  });
});

describe("tables", () => {
  test("addresses are judged as the server does", () => {
    expect(["/cart", "cart?a=1:2", "mailto:a@b.example", "#top"].every(isLink)).toBe(true);
    expect(["javascript:alert(1)", "", " /a", "{{ traits.a }}", "java\nscript:x"].some(isLink)).toBe(false);
    expect([isSource("HTTPS://a.example/a.png"), isSource("mailto:a@b.example")]).toEqual([true, false]);
  });

  test("moments are those of the site's time zone", () => {
    expect(fromLocal("2026-12-25T00:00", "Asia/Tokyo")).toBe("2026-12-25T00:00:00+09:00");
    expect(fromLocal("2026-07-01T12:00", "Europe/Berlin")).toBe("2026-07-01T12:00:00+02:00");
    expect(toLocal("2026-12-24T15:00:00Z", "Asia/Tokyo")).toBe("2026-12-25T00:00");
    expect([toLocal(undefined, "UTC"), toLocal("schedule", "UTC"), fromLocal("", "UTC")]).toEqual([
      "",
      "",
      undefined,
    ]);
  });

  test("lists are moved without loss", () => {
    expect(move(["a", "b", "c"], 0, 2)).toEqual(["b", "c", "a"]);
    expect(move(["a", "b", "c"], 2, 1)).toEqual(["a", "c", "b"]);
  });
});
