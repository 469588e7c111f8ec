// The list of who is here, and when it may move: newcomers take their place at once while nobody reads it (no pointer
// over it, no focus in it, the page not scrolled); otherwise they wait and are counted.

import { useQuery } from "@tanstack/react-query";
import { type RefObject, useCallback, useEffect, useReducer } from "react";
import { narrowPx } from "../../../app/tokens";
import { admit, arrange, emptyList, type LiveList, type LiveOrder, take } from "./merge";
import { type Present, presentVisitors } from "./queries";

type Change =
  | { kind: "heard"; present: Present; order: LiveOrder; isRead: boolean }
  | { kind: "arrange"; order: LiveOrder; goneBefore_ms: number };

function reduce(list: LiveList, change: Change): LiveList {
  if (change.kind === "arrange") return arrange(list, change.order, change.goneBefore_ms);
  const goneBefore_ms = goneBefore(change.present);
  const heard = take(list, change.present.byProfile);
  if (list === emptyList) return { ...arrange(heard, change.order, goneBefore_ms), fresh: new Set() };
  return change.isRead ? heard : admit(heard, goneBefore_ms);
}

const goneBefore = (present: Present) => Date.now() - present.window_s * 1_000;

export function useLiveList(place: RefObject<HTMLElement | null>, order: LiveOrder) {
  const query = useQuery(presentVisitors);
  const present = query.data;
  const [list, dispatch] = useReducer(reduce, emptyList);

  useEffect(() => {
    if (present) dispatch({ kind: "heard", present, order, isRead: isRead(place.current) });
  }, [present, order, place]);

  const rearrange = useCallback(
    (by: LiveOrder) => {
      if (present) dispatch({ kind: "arrange", order: by, goneBefore_ms: goneBefore(present) });
    },
    [present],
  );
  return { query, list, rearrange };
}

/** Where nothing hovers, nobody can tell whether the list is being read. */
const UNTOLD = `(hover: none), (max-width: ${narrowPx - 1}px)`;

/** Somebody reads: the pointer or the focus is in the list, or the page was scrolled to a place in it. */
function isRead(place: HTMLElement | null): boolean {
  if (!place) return false;
  if (window.matchMedia(UNTOLD).matches) return true;
  const isScrolled = place.getBoundingClientRect().top < 0;
  return isScrolled || place.matches(":hover") || place.contains(document.activeElement);
}
