// What a row can be about, as its first field offers it, and the row that follows from a choice.

import { attributeName } from "../../../words/attributes";
import { sentenceCase } from "../../../words/condition";
import { EVENT_NAMES, eventName } from "../../../words/eventNames";
import type { Words } from "../../../words/words";
import { firstTest, writeChoice } from "./choices";
import { newStep } from "./edit";
import { type Place, subjectOf } from "./kinds";
import type { Option, OptionGroup } from "./options";
import { blank, type Group, group, type Piece, type Test } from "./tree";
import { propertiesOf, type Vocabulary } from "./vocabulary";

export type Wanted =
  | { kind: "attribute" | "entry"; path: string }
  | { kind: "event"; name: string }
  | { kind: "sequence" | "segment" | "group" };

/** Headings and names that are the builder's own. */
export interface SubjectWords {
  answers: string;
  acts: string;
  combined: string;
  sequence: string;
  segment: string;
  group: string;
  traits: string;
  cart: string;
  orders: string;
  visit: string;
  page: string;
  time: string;
  device: string;
  properties: string;
  fields: string;
  entryOf: (list: string) => string;
  times: (count: number) => string;
  asEvent: (name: string) => string;
  asTrait: (name: string) => string;
  asField: (name: string) => string;
}

const PAGE = ["page.path", "page.title", "page.url"];
/** Offered before any data has come. */
/** Acts that are seen before anything is typed. */
const MOST_ACTS = 5;
const USUAL_TRAITS = ["rank", "points"];
const ITEM_FIELDS = ["name", "price", "quantity", "product_id"];
const ROOTS = /^(traits|visit|page|device|cart|orders|now|event|answers)\..+$|^segments$/;

type Options = readonly Option<Wanted>[];

export function subjectsFor(
  words: Words,
  names: SubjectWords,
  vocabulary: Vocabulary,
  place: Place,
): OptionGroup<Wanted>[] {
  const attributes = (...paths: string[]): Options => paths.map((path) => attributeOption(words, path));
  if (place.scope === "entry") return [{ label: names.fields, options: attributes(...ITEM_FIELDS) }];
  const page = { label: names.page, options: attributes(...PAGE) };
  if (place.scope === "event") {
    const known = propertiesOf(vocabulary, place.event).map(({ name }) => `properties.${name}`);
    const group = { label: names.properties, options: attributes(...known) };
    return [group, page, { label: names.combined, options: [groupOption(names)] }];
  }
  const traits = new Set([...USUAL_TRAITS, ...vocabulary.traits.map(({ name }) => name)]);
  const answers = attributes(...(vocabulary.answers ?? []).map(({ path }) => path));
  return [
    ...(answers.length > 0 ? [{ label: names.answers, options: answers }] : []),
    { label: names.acts, options: eventOptions(words, names, vocabulary), most: MOST_ACTS },
    {
      label: names.cart,
      options: [...attributes("cart.subtotal", "cart.quantity"), itemsOption(words, names)],
    },
    { label: names.orders, options: attributes("orders.count", "orders.revenue", "orders.last_at") },
    { label: names.traits, options: attributes(...[...traits].map((name) => `traits.${name}`)) },
    {
      label: names.visit,
      options: attributes("visit.count", "visit.page_count", "visit.duration_s", ...VISIT_TEXTS),
    },
    page,
    { label: names.time, options: attributes("now.hour", "now.weekday") },
    { label: names.device, options: attributes("device.type", "device.os", "device.browser") },
    { label: names.combined, options: combinedOptions(names) },
  ];
}

const VISIT_TEXTS = ["visit.landing", "visit.referrer", "visit.utm.source", "visit.utm.campaign"];

function attributeOption(words: Words, path: string): Option<Wanted> {
  const label = attributeLabel(words, path);
  return { key: path, label, value: { kind: "attribute", path }, also: path };
}

/** An attribute by itself, as a field shows it. */
export function attributeLabel(words: Words, path: string): string {
  const { subject } = attributeName(words, path);
  if (words.language === "ja") return subject.replace(/^「(.*)」$/, "$1");
  const text = subject.replace(/^the /, "");
  // A name of the shop's own stays as it is.
  return text.startsWith("“") ? text.replace(/^“(.*)”$/, "$1") : sentenceCase(words, text);
}

function eventOptions(words: Words, names: SubjectWords, { events }: Vocabulary): Options {
  const seen = events.map(({ name, count }) => ({ name, hint: names.times(count) }));
  const others = EVENT_NAMES.filter((name) => !events.some((event) => event.name === name));
  return [...seen, ...others.map((name) => ({ name, hint: undefined }))].map(({ name, hint }) => ({
    key: `event ${name}`,
    label: eventName(words, name, "plain"),
    value: { kind: "event", name },
    hint,
    also: name,
  }));
}

/** Events alone, for the steps of a sequence. */
export function eventsFor(words: Words, names: SubjectWords, vocabulary: Vocabulary): OptionGroup<string>[] {
  const options = eventOptions(words, names, vocabulary).map((option) => ({
    ...option,
    value: option.value.kind === "event" ? option.value.name : "",
  }));
  return [{ label: names.acts, options }];
}

const itemsOption = (words: Words, names: SubjectWords): Option<Wanted> => ({
  key: "entry cart.items",
  label: names.entryOf(attributeLabel(words, "cart.items")),
  value: { kind: "entry", path: "cart.items" },
  also: "cart.items",
});

const groupOption = (names: SubjectWords): Option<Wanted> => ({
  key: "group",
  label: names.group,
  value: { kind: "group" },
});

const combinedOptions = (names: SubjectWords): Options => [
  { key: "segment", label: names.segment, value: { kind: "segment" }, also: "segment" },
  { key: "sequence", label: names.sequence, value: { kind: "sequence" }, also: "sequence" },
  groupOption(names),
];

/** What a text may mean that nothing of the data fits. */
export function freeSubjects(names: SubjectWords, { scope }: Place, text: string): Options {
  const attribute = (path: string, label: string): Option<Wanted> => ({
    key: `free ${path}`,
    label,
    value: { kind: "attribute", path },
    hint: path,
  });
  if (scope === "entry") return [attribute(text, names.asField(text))];
  if (scope === "event") {
    const path = /^(properties|page)\..+/.test(text) ? text : `properties.${text}`;
    return [attribute(path, names.asField(text))];
  }
  if (ROOTS.test(text)) return [attribute(text, text)];
  return [
    { key: "free event", label: names.asEvent(text), value: { kind: "event", name: text } },
    attribute(`traits.${text}`, names.asTrait(text)),
  ];
}

/** The usual question about an attribute. */
const USUAL_TESTS: Record<string, () => Test> = {
  "cart.quantity": () => writeChoice("gte", 1),
  "visit.count": () => writeChoice("gte", 2),
  "orders.count": () => writeChoice("gte", 1),
  "page.path": () => writeChoice("starts", undefined),
};

/** The row for a choice; what the row before says of time and number stays where it still means something. */
export function pieceFor(
  words: Words,
  vocabulary: Vocabulary,
  wanted: Wanted,
  place: Place,
  before: Piece,
): Piece {
  const { id } = before;
  switch (wanted.kind) {
    case "attribute": {
      const { kind } = subjectOf(words, vocabulary, wanted.path, place);
      const test = USUAL_TESTS[wanted.path]?.() ?? firstTest(kind);
      return { kind: "attribute", id, path: wanted.path, tests: [test], bare: true };
    }
    case "entry":
      return { kind: "entry", id, path: wanted.path, inner: group("all", [blank()]), negated: false };
    case "event":
      if (before.kind === "event") return { ...before, name: wanted.name };
      return {
        kind: "event",
        id,
        name: wanted.name,
        where: group(),
        within: wanted.name === "Order Completed" ? "30d" : "7d",
        count: [writeChoice("gte", 1)],
        bare: false,
        order: ["name", "within", "count"],
      };
    case "sequence":
      return {
        kind: "sequence",
        id,
        steps: [newStep(), newStep()],
        within: "30m",
        since: "7d",
        negated: false,
        order: ["steps", "within", "since"],
      };
    case "segment":
      return { kind: "segment", id, key: "", negated: false };
    case "group":
      return { ...(group("any", [blank()]) as Group), id };
  }
}
