// The names and values that a shop's data has. Everything may also be written by hand: data that has not come yet can be
// asked for.

import type { Asked } from "../../../words/answers";

export interface KnownValue {
  name: string;
  /** `string`, `number`, `boolean`, `list`, `object`. */
  type: string;
  /** The most frequent ones. */
  values: readonly unknown[];
}

export interface KnownEvent {
  name: string;
  count: number;
  properties: readonly KnownValue[];
}

export interface Vocabulary {
  events: readonly KnownEvent[];
  traits: readonly KnownValue[];
  pages: readonly { path: string; title?: string | null | undefined }[];
  /** Segments that can be asked for, by key and name. */
  segments: readonly { key: string; name: string }[];
  /** Questions whose answers are known by the time the condition is asked. */
  answers?: readonly Asked[];
}

export const NOTHING_KNOWN: Vocabulary = { events: [], traits: [], pages: [], segments: [] };

/** What is known of an attribute's values. */
export function knownValue(vocabulary: Vocabulary, path: string, event: string | null): KnownValue | null {
  const [root = "", ...rest] = path.split(".");
  const name = rest.join(".");
  if (root === "traits") return vocabulary.traits.find((trait) => trait.name === name) ?? null;
  if (root === "properties") return propertiesOf(vocabulary, event).find((one) => one.name === name) ?? null;
  if (root === "answers") return knownAnswer(vocabulary, path);
  if (path === "page.path")
    return { name, type: "string", values: vocabulary.pages.map((page) => page.path) };
  if (path === "page.title") return { name, type: "string", values: titles(vocabulary) };
  if (path === "segments")
    return { name, type: "list", values: vocabulary.segments.map((segment) => segment.key) };
  return null;
}

function knownAnswer({ answers = [] }: Vocabulary, path: string): KnownValue | null {
  const asked = answers.find((one) => one.path === path);
  return asked ? { name: path, type: asked.type, values: asked.choices.map(({ key }) => key) } : null;
}

const titles = ({ pages }: Vocabulary) => [...new Set(pages.flatMap(({ title }) => title || []))];

/** Of this event; of any, where it is not known which. */
export function propertiesOf({ events }: Vocabulary, event: string | null): readonly KnownValue[] {
  const own = events.find(({ name }) => name === event);
  if (own) return own.properties;
  const seen = new Map<string, KnownValue>();
  for (const { properties } of events)
    for (const property of properties) if (!seen.has(property.name)) seen.set(property.name, property);
  return [...seen.values()];
}
