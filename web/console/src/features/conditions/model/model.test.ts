import { describe, expect, it } from "vitest";
import { plainWords } from "../../../words/plain";
import { readNumber } from "../fields/NumberField";
import { begin, change, redo, undo } from "./history";
import { kindFor, subjectOf } from "./kinds";
import { dayOf, startOf } from "./moments";
import { foundIn } from "./options";
import { parse } from "./parse";
import { below, problemsByRow } from "./places";
import { attributeLabel, freeSubjects, pieceFor, type SubjectWords } from "./subjects";
import { blank, group } from "./tree";
import { NOTHING_KNOWN, type Vocabulary } from "./vocabulary";
import { write } from "./write";

const words = plainWords("ja");

describe("history", () => {
  const [a, b, c] = [parse({ a: 1 }), parse({ b: 1 }), parse({ c: 1 })];

  it("goes back and forth", () => {
    const history = change(change(begin(a), b, null, 0), c, null, 0);
    expect(undo(undo(history)).tree).toBe(a);
    expect(redo(undo(history)).tree).toBe(c);
    expect(undo(begin(a)).tree).toBe(a);
  });

  it("takes what was typed in one go as one step", () => {
    const history = change(change(begin(a), b, "name", 0), c, "name", 500);
    expect(undo(history).tree).toBe(a);
    const later = change(change(begin(a), b, "name", 0), c, "name", 5_000);
    expect(undo(later).tree).toBe(b);
  });
});

describe("problems", () => {
  const root = parse({
    a: 1,
    $or: [{ "cart.subtotal": { $gte: 1 } }, { $event: { name: "A", where: { x: 2 } } }],
  });
  const or = root.pieces[1];
  const inner = or?.kind === "group" ? or.pieces : [];

  it.each([
    ["a", root.pieces[0]?.id],
    ["$or[0].cart.subtotal.$gte", inner[0]?.id],
    ["$or[1].$event.count", inner[1]?.id],
    ["$or[1].$event.where.x", inner[1]?.kind === "event" ? inner[1].where.pieces[0]?.id : ""],
    ["$or", or?.id],
    ["", root.id],
    ["nowhere", root.id],
  ])("at %s stand beside their row", (path, id) => {
    const found = problemsByRow(root, [{ path, message: "no" }]);
    expect([...found.keys()]).toEqual([id]);
  });

  it("are named from the condition's root", () => {
    const told = [
      { path: "condition.$or[1]", message: "x" },
      { path: "condition", message: "y" },
      { path: "conditions", message: "z" },
    ];
    expect(below("condition", told)).toEqual([
      { path: "$or[1]", message: "x" },
      { path: "", message: "y" },
    ]);
  });
});

describe("a day", () => {
  it.each([
    ["2026-11-01", "Asia/Tokyo", "2026-10-31T15:00:00.000Z"],
    ["2026-11-01", "UTC", "2026-11-01T00:00:00.000Z"],
    // The night in which clocks go back.
    ["2026-11-01", "America/New_York", "2026-11-01T04:00:00.000Z"],
    ["2026-03-29", "Europe/Berlin", "2026-03-28T23:00:00.000Z"],
  ])("%s in %s begins at %s", (date, zone, moment) => {
    expect(startOf(date, zone)).toBe(moment);
    expect(dayOf(moment, zone)).toBe(date);
  });
});

it.each([
  ["５，０００", 5000],
  ["3,500", 3500],
  ["−2", -2],
  ["1.5", 1.5],
  ["", undefined],
  ["1.", undefined],
  ["abc", undefined],
])("reads %s as a number", (text, number) => expect(readNumber(text)).toBe(number));

describe("what is offered", () => {
  const groups = [
    {
      label: "",
      options: [
        { key: "a", label: "商品の閲覧", value: 1, also: "Product Viewed" },
        { key: "b", label: "カートの閲覧", value: 2, also: "Cart Viewed" },
      ],
    },
  ];
  const labels = (text: string) =>
    foundIn(groups, text).flatMap(({ options }) => options.map(({ label }) => label));

  it("is found by any word, in any case and width", () => {
    expect(labels("閲覧 カート")).toEqual(["カートの閲覧"]);
    expect(labels("ｐｒｏｄｕｃｔ")).toEqual(["商品の閲覧"]);
    expect(labels("")).toHaveLength(2);
  });

  it("takes anything else as well, unless it is the very name", () => {
    const free = (text: string) => [{ key: "free", label: text, value: 0 }];
    expect(foundIn(groups, "返品", free).at(-1)?.options).toEqual([{ key: "free", label: "返品", value: 0 }]);
    expect(foundIn(groups, "商品の閲覧", free)).toHaveLength(1);
  });
});

describe("what an attribute is", () => {
  const vocabulary: Vocabulary = {
    ...NOTHING_KNOWN,
    traits: [{ name: "newsletter", type: "boolean", values: [true] }],
    events: [
      { name: "Product Viewed", count: 3, properties: [{ name: "stock", type: "number", values: [1] }] },
    ],
    segments: [{ key: "repeaters", name: "二度目からの方" }],
  };
  const visitor = { scope: "visitor", event: null } as const;

  it.each([
    ["cart.subtotal", "number"],
    ["orders.last_at", "moment"],
    ["now.weekday", "weekday"],
    ["page.path", "text"],
    ["traits.newsletter", "boolean"],
    ["traits.unheard_of", "any"],
    ["segments", "list"],
  ])("%s is %s", (path, kind) => expect(subjectOf(words, vocabulary, path, visitor).kind).toBe(kind));

  it("is known by what the event's data shows", () => {
    const place = { scope: "event", event: "Product Viewed" } as const;
    expect(subjectOf(words, vocabulary, "properties.stock", place)).toEqual({
      kind: "number",
      unit: "text",
      values: [1],
    });
  });

  it("is known by what is asked, where the data shows nothing", () => {
    expect(kindFor("any", [{ operator: "$gte", operand: 5, negated: false }])).toBe("number");
    expect(kindFor("any", [])).toBe("any");
  });
});

describe("a row for a choice", () => {
  const visitor = { scope: "visitor", event: null } as const;
  const made = (wanted: Parameters<typeof pieceFor>[2]) =>
    write(group("all", [pieceFor(words, NOTHING_KNOWN, wanted, visitor, blank())]));

  it("asks the usual at once", () => {
    expect(made({ kind: "event", name: "Product Viewed" })).toEqual({
      $event: { name: "Product Viewed", within: "7d", count: { $gte: 1 } },
    });
    expect(made({ kind: "attribute", path: "visit.count" })).toEqual({ "visit.count": { $gte: 2 } });
  });

  it("asks nothing where only somebody can know what", () => {
    expect(made({ kind: "attribute", path: "traits.rank" })).toEqual({});
    expect(made({ kind: "segment" })).toEqual({});
  });

  it("may be about anything that is typed", () => {
    const names = { asEvent: String, asTrait: String, asField: String } as unknown as SubjectWords;
    const paths = (text: string, scope: "visitor" | "event" | "entry") =>
      freeSubjects(names, { scope, event: null }, text).map(({ value }) =>
        "path" in value ? value.path : "name" in value ? `event ${value.name}` : value.kind,
      );
    expect(paths("来店", "visitor")).toEqual(["event 来店", "traits.来店"]);
    expect(paths("visit.utm.medium", "visitor")).toEqual(["visit.utm.medium"]);
    expect(paths("colour", "event")).toEqual(["properties.colour"]);
    expect(paths("page.query.q", "event")).toEqual(["page.query.q"]);
    expect(paths("sku", "entry")).toEqual(["sku"]);
  });
});

it("names of the shop's own stay as they are", () => {
  expect(attributeLabel(words, "traits.shoe_size")).toBe("shoe_size");
  expect(attributeLabel({ ...words, language: "en" }, "traits.shoe_size")).toBe("shoe_size");
  expect(attributeLabel({ ...words, language: "en" }, "cart.subtotal")).toBe("Cart total");
});
