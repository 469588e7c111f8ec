// What the API answers about audiences and the names in a shop's data.

import type { Visitor } from "../../../words/who";
import type { PlaceProblem } from "../model/places";
import type { Vocabulary } from "../model/vocabulary";

export interface AudienceAnswer {
  /** Extrapolated to everybody, unless everybody was looked at. */
  matching: number;
  of: number;
  looked_at: number;
  is_exact: boolean;
  sample: Person[];
  problems: PlaceProblem[];
}

export type Person = Visitor & { last_seen?: string | null };

export type VocabularyAnswer = Omit<Vocabulary, "segments">;
