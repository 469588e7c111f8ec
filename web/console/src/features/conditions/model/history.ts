// The tree as it is, and as it was: undo and redo. What is typed in one go is one step.

import type { Group } from "./tree";

/** Steps that can be taken back. */
const DEEPEST = 100;
/** Changes of the same thing within this time are one. */
const TOGETHER_MS = 1_500;

export interface History {
  tree: Group;
  past: readonly Group[];
  future: readonly Group[];
  /** What was changed last, and when. */
  last: { what: string; at_ms: number } | null;
}

export const begin = (tree: Group): History => ({ tree, past: [], future: [], last: null });

/** `what`: names the thing where further changes of it belong to the same step; null for a step of its own. */
export function change(history: History, tree: Group, what: string | null, at_ms: number): History {
  if (tree === history.tree) return history;
  const { last } = history;
  const isSame = what !== null && last?.what === what && at_ms - last.at_ms < TOGETHER_MS;
  return {
    tree,
    past: isSame ? history.past : [...history.past, history.tree].slice(-DEEPEST),
    future: [],
    last: what === null ? null : { what, at_ms },
  };
}

export function undo(history: History): History {
  const before = history.past.at(-1);
  if (!before) return history;
  return {
    tree: before,
    past: history.past.slice(0, -1),
    future: [history.tree, ...history.future],
    last: null,
  };
}

export function redo(history: History): History {
  const [next, ...future] = history.future;
  if (!next) return history;
  return { tree: next, past: [...history.past, history.tree], future, last: null };
}
