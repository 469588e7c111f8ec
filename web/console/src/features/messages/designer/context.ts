// What every part of the designer knows: the step, the language that is being written, and what is said beside the fields.

import { createContext, type ReactNode, useContext } from "react";
import type { Finding } from "../step/findings";
import { missingIn } from "../step/languages";
import { put, type Step } from "../step/shape";

/** Where something leads: an answer, any other answer, or closing. */
export type Way = { kind: "choice"; key: string; index: number } | { kind: "next" } | { kind: "close" };

export interface TraitName {
  name: string;
  values: readonly unknown[];
}

export interface Uploaded {
  url: string;
  width: number;
  height: number;
}

export interface Designer {
  step: Step;
  change: (step: Step) => void;
  /** The language that is being written. */
  language: string;
  /** The shop's own. */
  own: string;
  languages: readonly string[];
  traits: readonly TraitName[];
  findings: readonly Finding[];
  leadsTo?: ((way: Way) => ReactNode) | undefined;
  upload?: ((file: File) => Promise<Uploaded>) | undefined;
  /** Keys that visitors' answers are stored by already: they stay when a label changes. */
  storedKeys: ReadonlySet<string>;
  /** The end of the campaign's schedule. */
  until?: string | undefined;
  isDisabled: boolean;
}

export const DesignerContext = createContext<Designer | null>(null);

export function useDesigner(): Designer {
  const designer = useContext(DesignerContext);
  if (!designer) throw new Error("parts of the designer stand inside of it");
  return designer;
}

/** Changes one part of the step. */
export function usePart<K extends keyof Step & string>(name: K) {
  const { step, change } = useDesigner();
  return [step[name], (value: Step[K] | undefined) => change(put(step, name, value))] as const;
}

/** What is said about exactly this place, while this language is written. */
export const at = ({ findings, language }: Designer, path: string): Finding[] =>
  findings.filter((one) => one.path === path && (one.language ?? language) === language);

/** How much is not written in a language. */
export const missing = (step: Step, language: string, own: string): number =>
  missingIn(step, language, own).length;
