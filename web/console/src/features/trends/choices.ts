// What may be asked: the events and properties that the shop has sent, in words where there are some.

import { useLingui } from "@lingui/react/macro";
import { useMemo } from "react";
import type { TrendChoices } from "../../api/types";
import { eventName } from "../../words/eventNames";
import { useWords } from "../../words/useWords";
import type { Question } from "./question";

export interface Choice {
  value: string;
  label: string;
}

/** As events say them. */
const DEVICES = ["phone", "tablet", "desktop"];

const bare = (path: string): string => path.replace(/^properties\./, "");

const isNumber = (example: string) => example.trim() !== "" && Number.isFinite(Number(example));

/** What is chosen stays among the choices, also before they are known. */
const withChosen = (choices: Choice[], chosen: string | null): Choice[] =>
  chosen === null || choices.some(({ value }) => value === chosen)
    ? choices
    : [{ value: chosen, label: chosen }, ...choices];

export function useChoices(question: Question, known: TrendChoices | undefined) {
  const { t } = useLingui();
  const words = useWords();
  return useMemo(() => {
    const properties = known?.properties ?? [];
    const own = properties.map(({ path, examples }) => ({
      value: path,
      label: `${bare(path)}${examples[0] ? ` (${examples[0]}…)` : ""}`,
    }));
    const numbers = properties.filter(({ examples }) => examples.length > 0 && examples.every(isNumber));
    const everywhere: Choice[] = [
      { value: "device", label: t`Device` },
      { value: "page.path", label: t`Page` },
      { value: "utm.source", label: t`Where they came from` },
      { value: "segment", label: t`Segment` },
      { value: "campaign", label: t`Campaign` },
      { value: "arm", label: t`Arm` },
    ];
    const events = (known?.events ?? []).map(({ name }) => ({ value: name, label: named(name) }));
    function named(name: string): string {
      return name === "page" ? t`Page views` : eventName(words, name, "plain");
    }
    return {
      name: named(question.event),
      events: withNamed(events, question.event, named(question.event)),
      measures: [
        { value: "events", label: t`How often` },
        { value: "visitors", label: t`How many people` },
        { value: "sum", label: t`Sum of a property` },
      ],
      sums: withChosen(
        numbers.map(({ path }) => ({ value: path, label: bare(path) })),
        question.of,
      ),
      splits: withChosen([...everywhere, ...own], question.split),
      /** What conditions may ask for: who is in a segment is no part of an event. */
      fields: [...everywhere.filter(({ value }) => value !== "segment"), ...own],
      nameOf: (field: string): string =>
        everywhere.find(({ value }) => value === field)?.label ?? bare(field),
      examplesOf: (field: string): string[] =>
        field === "device" ? DEVICES : (properties.find(({ path }) => path === field)?.examples ?? []),
    };
  }, [question, known, t, words]);
}

const withNamed = (choices: Choice[], value: string, label: string): Choice[] =>
  choices.some((one) => one.value === value) ? choices : [{ value, label }, ...choices];
