// The tree that a builder shows, with what was there before. It follows the condition it is given: what comes from
// elsewhere begins a new history.

import { useCallback, useEffect, useRef, useState } from "react";
import { begin, change, type History, redo, undo } from "./model/history";
import { parse } from "./model/parse";
import type { Group, Json } from "./model/tree";
import { unfinishedIn } from "./model/unfinished";
import { says, write } from "./model/write";

/** `unfinished`: rows that wait to be filled in; they are not in the condition, but in `tree`. */
export type OnCondition = (condition: Json, unfinished: number, tree: Group) => void;

export interface Tree {
  history: History;
  edit: (to: (root: Group) => Group, what?: string) => void;
  undo: () => void;
  redo: () => void;
}

/**
 * `kept`: the rows with which `onChange` was told of some that are not filled in, as whoever uses it keeps them; they count
 * while they still say the condition. Null: there are none. Left out: nobody keeps them.
 */
export function useTree(value: Json, onChange: OnCondition, kept?: Group | null): Tree {
  const [history, setHistory] = useState(() => begin(kept && says(kept, value) ? kept : parse(value)));
  const current = useRef(history);
  const told = useRef(value);
  const keptBefore = useRef(kept);
  const tell = useRef(onChange);
  tell.current = onChange;

  const go = useCallback((to: History) => {
    if (to === current.current) return;
    current.current = to;
    setHistory(to);
    told.current = write(to.tree);
    tell.current(told.current, unfinishedIn(to.tree).length, to.tree);
  }, []);

  useEffect(() => {
    const { tree } = current.current;
    const isKnown = value === told.current || JSON.stringify(value) === JSON.stringify(told.current);
    const rows = kept && says(kept, value) ? kept : undefined;
    const isDropped = keptBefore.current && kept === null && unfinishedIn(tree).length > 0;
    keptBefore.current = kept;
    if (rows ? rows === tree : isKnown && !isDropped) return;
    told.current = value;
    current.current = begin(rows ?? parse(value));
    setHistory(current.current);
  }, [value, kept]);

  return {
    history,
    edit: useCallback(
      (to, what) => go(change(current.current, to(current.current.tree), what ?? null, performance.now())),
      [go],
    ),
    undo: useCallback(() => go(undo(current.current)), [go]),
    redo: useCallback(() => go(redo(current.current)), [go]),
  };
}
