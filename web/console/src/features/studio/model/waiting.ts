// Rows of conditions that somebody began and has not filled in. They are in no text, so the studio keeps them, by the place of
// their condition, while another part lies open.

import { isRecord } from "../../../words/words";
import type { Group } from "../../conditions/model/tree";
import { says } from "../../conditions/model/write";
import { type Path, read, type Text } from "./text";

export type Waiting = ReadonlyMap<string, { at: Path; rows: Group }>;

/** Places whose rows still belong to what the text says there: it may have been undone, or its step taken out. */
export const placesWaiting = (waiting: Waiting, text: Text): string[] =>
  [...waiting]
    .filter(([, { at, rows }]) => isRecord(read(text, at.slice(0, -1))) && says(rows, read(text, at) ?? {}))
    .map(([place]) => place);
