// Rows of conditions that somebody began and has not filled in. They are in no text, so the studio keeps them, by the place of
// their condition, while another part lies open.

import { isRecord } from "../../../words/words";
import type { Group } from "../../conditions/model/tree";
import { says } from "../../conditions/model/write";
import { type Path, read, type Text } from "./text";

export type Waiting = ReadonlyMap<string, { at: Path; rows: Group }>;

/** What a wait for an event asks of it means nothing to a wait of another kind. */
function isAsked(text: Text, at: Path): boolean {
  const around = read(text, at.slice(0, -1));
  if (!isRecord(around)) return false;
  return at.at(-1) !== "where" || around.type !== "wait" || around.on === "event";
}

/** Places whose rows still belong to what the text says there: it may have been undone, or its step taken out. */
export const placesWaiting = (waiting: Waiting, text: Text): string[] =>
  [...waiting]
    .filter(([, { at, rows }]) => isAsked(text, at) && says(rows, read(text, at) ?? {}))
    .map(([place]) => place);
