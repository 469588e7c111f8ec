// Who uses a segment: campaigns and other segments whose conditions ask for it, wherever in their text.

import type { PublishedText } from "../../api/types";
import { isRecord } from "../../words/words";

/** The keys of the segments that a text asks for. */
export function segmentsIn(text: unknown): Set<string> {
  const found = new Set<string>();
  collect(text, found);
  return found;
}

function collect(value: unknown, found: Set<string>): void {
  if (Array.isArray(value)) {
    for (const entry of value) collect(entry, found);
    return;
  }
  if (!isRecord(value)) return;
  for (const [key, inner] of Object.entries(value)) {
    if (key === "$segment" && typeof inner === "string") found.add(inner);
    else if (key === "segments") readNames(inner, found);
    else collect(inner, found);
  }
}

/** `{"segments": "repeaters"}` and `{"segments": {"$all": […]}}` ask for members too. */
function readNames(value: unknown, found: Set<string>): void {
  if (typeof value === "string") found.add(value);
  else if (Array.isArray(value)) for (const entry of value) readNames(entry, found);
  else if (isRecord(value)) for (const inner of Object.values(value)) readNames(inner, found);
}

/** By segment: the keys of the texts that ask for it, in their order. */
export function usersOf(texts: readonly PublishedText[]): Map<string, string[]> {
  const users = new Map<string, string[]>();
  for (const { key, text } of texts) {
    for (const segment of segmentsIn(text)) users.set(segment, [...(users.get(segment) ?? []), key]);
  }
  return users;
}
