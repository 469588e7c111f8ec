// A campaign's text as the studio holds it: the JSON that was written, whatever it says. Every change makes a new text and
// leaves all that it does not name as it was, the order of fields included; so nothing is lost that has no form.

import { isRecord } from "../../../words/words";

export type Text = Readonly<Record<string, unknown>>;
/** Names of fields and places in lists: `["arms", 0, "key"]`. */
export type Path = readonly (string | number)[];

export function read(value: unknown, path: Path): unknown {
  let found = value;
  for (const name of path) {
    if (typeof name === "number") found = Array.isArray(found) ? found[name] : undefined;
    else found = isRecord(found) ? found[name] : undefined;
  }
  return found;
}

/** `undefined` takes the field out; an object that is not there yet is made. */
export function write<T>(value: T, path: Path, part: unknown): T {
  const [name, ...rest] = path;
  if (name === undefined) return part as T;
  if (typeof name === "number") {
    const list = Array.isArray(value) ? [...value] : [];
    list[name] = write(list[name], rest, part);
    return list as T;
  }
  const fields: Readonly<Record<string, unknown>> = isRecord(value) ? value : {};
  const inner = write(fields[name], rest, part);
  if (inner === undefined) {
    const { [name]: _, ...others } = fields;
    return others as T;
  }
  // A field that is there keeps its place.
  return { ...fields, [name]: inner } as T;
}

/** The same fields in the same order, one of them under another name. */
export function renamed<T>(fields: Readonly<Record<string, T>>, from: string, to: string): Record<string, T> {
  return Object.fromEntries(
    Object.entries(fields).map(([name, value]) => [name === from ? to : name, value]),
  );
}

export const same = (one: unknown, other: unknown): boolean => JSON.stringify(one) === JSON.stringify(other);

/** A place as the server names it: `arms[0].scenario.steps.ask` → `["arms", 0, "scenario", "steps", "ask"]`. */
export function pathOf(at: string): Path {
  return [...at.matchAll(/\[(\d+)\]|([^.[\]]+)/g)].map(([, index, name]) =>
    index === undefined ? (name as string) : Number(index),
  );
}

/** And back. */
export const placeOf = (path: Path): string =>
  path.reduce<string>(
    (place, name) =>
      typeof name === "number" ? `${place}[${name}]` : place === "" ? name : `${place}.${name}`,
    "",
  );

export const textList = (value: unknown): readonly string[] =>
  Array.isArray(value) ? value.filter((one): one is string => typeof one === "string") : [];
