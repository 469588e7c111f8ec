// What every part of the studio works with: the text, how to change it, and what is wrong with it.

import { createContext, useContext } from "react";
import type { PlaceInText } from "../../api/types";
import type { Asked } from "../../words/answers";
import type { Words } from "../../words/words";
import type { Group } from "../conditions/model/tree";
import type { Vocabulary } from "../conditions/model/vocabulary";
import type { Phrases } from "./model/fresh";
import type { Part } from "./model/parts";
import type { Path, Text } from "./model/text";
import type { Waiting } from "./model/waiting";

export type Edit = (change: (text: Text) => Text, what?: string | null) => void;

/** A step of an arm, and perhaps a place in it. */
export interface ChosenStep {
  arm: number;
  step: string | null;
}

export interface Studio {
  campaign: string;
  text: Text;
  edit: Edit;
  /** For these publishing would be refused; rows that wait to be filled in are among them. */
  problems: readonly PlaceInText[];
  /** Rows of conditions that are not filled in yet, by the place of their condition: they are in no text. */
  waiting: Waiting;
  wait: (at: Path, rows: Group | null) => void;
  /** Allowed, but probably not meant. */
  warnings: readonly PlaceInText[];
  /** The site's settings as text. */
  site: unknown;
  words: Words;
  vocabulary: Vocabulary;
  /** What the campaign itself asks; an arm's branches can go on by the answers. */
  answers: readonly Asked[];
  phrases: Phrases;
  /** Published before: what visitors get changes with the next publication. */
  isLive: boolean;
  mayEdit: boolean;
  part: Part;
  openPart: (part: Part) => void;
  /** Leads to what publishing would do. */
  askToPublish: () => void;
  chosen: ChosenStep;
  choose: (chosen: ChosenStep) => void;
}

export const StudioContext = createContext<Studio | null>(null);

export function useStudio(): Studio {
  const studio = useContext(StudioContext);
  if (!studio) throw new Error("a part of the studio stands outside of it");
  return studio;
}
