// What the rows of a builder share: how to change the tree, and the words and names they are filled with.

import { createContext, useContext } from "react";
import type { Words } from "../../words/words";
import type { Group } from "./model/tree";
import type { Vocabulary } from "./model/vocabulary";

export interface Builder {
  words: Words;
  vocabulary: Vocabulary;
  /** `what`: names the thing where further changes of it are one step of undo. */
  edit: (change: (root: Group) => Group, what?: string) => void;
  /** Puts the focus into a row once it is there: into its first field, or into the one behind it. */
  focus: (id: string, field?: "first" | "second") => void;
  /** By row: what is wrong with it. */
  problems: ReadonlyMap<string, readonly string[]>;
}

export const BuilderContext = createContext<Builder | null>(null);

export function useBuilder(): Builder {
  const builder = useContext(BuilderContext);
  if (!builder) throw new Error("a row of conditions stands outside of a builder");
  return builder;
}
