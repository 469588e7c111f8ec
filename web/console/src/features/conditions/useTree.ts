// The tree that a builder shows, with what was there before. It follows the condition it is given: what comes from
// elsewhere begins a new history.

import { useCallback, useEffect, useRef, useState } from "react";
import { begin, change, type History, redo, undo } from "./model/history";
import { parse } from "./model/parse";
import type { Group, Json } from "./model/tree";
import { unfinishedIn } from "./model/unfinished";
import { write } from "./model/write";

/** `unfinished`: rows that wait to be filled in; they are not in the condition, but in `tree`. */
export type OnCondition = (condition: Json, unfinished: number, tree: Group) => void;

export interface Tree {
  history: History;
  edit: (to: (root: Group) => Group, what?: string) => void;
  undo: () => void;
  redo: () => void;
}

/** `kept`: the rows as they stood when the builder was last seen; they count while they still say the condition. */
export function useTree(value: Json, onChange: OnCondition, kept?: Group): Tree {
  const [history, setHistory] = useState(() => begin(kept && says(kept, value) ? kept : parse(value)));
  const current = useRef(history);
  const told = useRef(value);
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
    if (value === told.current || JSON.stringify(value) === JSON.stringify(told.current)) return;
    told.current = value;
    current.current = begin(parse(value));
    setHistory(current.current);
  }, [value]);

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

/** Whether these rows, as far as they are filled in, are this condition. */
export const says = (tree: Group, condition: Json): boolean =>
  JSON.stringify(write(tree)) === JSON.stringify(condition);
