// What is wrong with a place of the text, in words.

import { useLingui } from "@lingui/react/macro";
import { useMemo } from "react";
import type { PlaceInText } from "../../api/types";
import { toldWords } from "../../words/told";
import type { Words } from "../../words/words";
import { below, type PlaceProblem } from "../conditions/model/places";
import { useStudio } from "./studio";

export const told = (words: Words, problems: readonly PlaceInText[]): PlaceProblem[] =>
  problems.map(({ path, message }) => ({ path, message: toldWords(words, message) }));

/** Problems at and below a place, named from there. */
export function useProblems(place: string): PlaceProblem[] {
  const { problems, words } = useStudio();
  return useMemo(() => below(place, told(words, problems)), [place, problems, words]);
}

/** What to say beside a field: problems of exactly this place. */
export function useFieldError(place: string): string | undefined {
  const own = useProblems(place).filter(({ path }) => path === "");
  return own.length > 0 ? own.map(({ message }) => message).join(" ") : undefined;
}

/** What is said of rows that wait to be filled in. */
export function useNotFilledIn(): string {
  const { t } = useLingui();
  return t`A row of this condition is not filled in: fill it in, or take it out.`;
}
