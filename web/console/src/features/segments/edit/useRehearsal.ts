// What publishing the text would do, asked while somebody works on it.

import { useDebouncedValue } from "@mantine/hooks";
import { useQuery } from "@tanstack/react-query";
import { ApiProblem } from "../../../api/problem";
import type { PlaceInText, Publications } from "../../../api/types";
import { rehearsalQuery, type SegmentText } from "./queries";

export interface Rehearsal {
  publications: Publications | null;
  problems: readonly PlaceInText[];
  isOnItsWay: boolean;
}

const PAUSE_MS = 500;
const NONE: readonly PlaceInText[] = [];

export function useRehearsal(text: SegmentText | null): Rehearsal {
  const written = text && JSON.stringify(text);
  const [settled] = useDebouncedValue(written, PAUSE_MS);
  const query = useQuery(rehearsalQuery(settled ? (JSON.parse(settled) as SegmentText) : null));
  const isAbout = settled === written && written !== null;
  const { error } = query;
  return {
    publications: isAbout && !error ? (query.data ?? null) : null,
    problems: isAbout && error instanceof ApiProblem ? error.problems : NONE,
    isOnItsWay: written !== null && (!isAbout || query.isFetching),
  };
}
