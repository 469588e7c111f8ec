// What can be done to the steps of the chosen arm, as the cards, the list and the panel do it.

import { useMemo } from "react";
import { armsOf, scenarioOf, setScenario } from "../model/arms";
import { freshStep } from "../model/fresh";
import {
  addStep,
  duplicateStep,
  type KeyedStep,
  openWay,
  pasteStep,
  removeStep,
  renameStep,
  type Step,
  type StepKind,
  setStart,
  setStep,
  setWay,
  stepsOf,
  type WayField,
} from "../model/scenario";
import type { Text } from "../model/text";
import { useStudio } from "../studio";
import { copied, copy } from "./clipboard";

export interface Acts {
  choose: (step: string | null) => void;
  /** `from`: the way that is to lead there; else the chosen step's first way that leads nowhere. */
  add: (kind: StepKind, from?: { key: string; at: WayField }) => void;
  change: (key: string, step: Step, what: string | null) => void;
  connect: (key: string, at: WayField, to: string) => void;
  remove: (key: string) => void;
  duplicate: (key: string) => void;
  rename: (from: string, to: string) => void;
  begin: (key: string) => void;
  copy: (key: string) => void;
  paste: () => void;
}

/** Whoever looks on changes nothing, by no key and no drag. */
const none = () => {};
const NOTHING: Omit<Acts, "choose"> = {
  add: none,
  change: none,
  connect: none,
  remove: none,
  duplicate: none,
  rename: none,
  begin: none,
  copy: none,
  paste: none,
};

export function useActs(): Acts {
  const { text, edit, chosen, choose, phrases, mayEdit } = useStudio();
  const { arm } = chosen;
  return useMemo(() => {
    const scenario = scenarioOf(armsOf(text)[arm]);
    const steps = stepsOf(scenario);
    const take = (made: Text, what: string | null = null) =>
      edit((before) => setScenario(before, arm, made), what);
    const pick = (step: string | null) => choose({ arm, step });
    /** Where a new step is led to from, when nobody says it. */
    const usual = () => {
      // One step alone lies open without being chosen.
      const [only, ...more] = Object.keys(steps);
      const key = chosen.step ?? (more.length === 0 ? only : undefined) ?? "";
      const at = openWay(steps[key] ?? { type: "end" });
      return at ? { key, at } : undefined;
    };
    const put = (added: KeyedStep, from: { key: string; at: WayField } | undefined, isPaste = false) => {
      const made = isPaste ? pasteStep(scenario, added, from) : addStep(scenario, added, from);
      take(made.scenario);
      pick(made.key);
    };
    if (!mayEdit) return { ...NOTHING, choose: pick };
    return {
      choose: pick,
      add: (kind, from = usual()) => put({ key: kind, step: freshStep(kind, phrases) }, from),
      change: (key, step, what) =>
        take(setStep(scenario, key, step), what === null ? null : `${arm} ${key} ${what}`),
      connect: (key, at, to) => take(setWay(scenario, key, at, to)),
      remove: (key) => {
        take(removeStep(scenario, key));
        if (chosen.step === key) pick(null);
      },
      duplicate: (key) => {
        const made = duplicateStep(scenario, key);
        take(made.scenario);
        pick(made.key);
      },
      rename: (from, to) => {
        take(renameStep(scenario, from, to));
        pick(to);
      },
      begin: (key) => take(setStart(scenario, key)),
      copy: (key) => {
        const step = steps[key];
        if (step) copy({ key, step });
      },
      paste: () => {
        const found = copied();
        if (found) put(found, usual(), true);
      },
    };
  }, [text, edit, chosen, choose, phrases, mayEdit, arm]);
}
