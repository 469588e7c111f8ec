// What steps and the ways out of them are called.

import { useLingui } from "@lingui/react/macro";
import { useMemo } from "react";
import { conditionLine } from "../../../words/condition";
import { formatName } from "../../../words/formats";
import { localText } from "../../../words/names";
import { shareWords, silentDetail, silentWords, waitWayWords } from "../../../words/steps";
import type { Words } from "../../../words/words";
import { answerKind, END, kindOf, listAt, type Step, type StepKind, type Way } from "../model/scenario";

export interface StepNames {
  kind: (kind: StepKind | "end") => string;
  /** What kind of step it is, with its format: 「質問・右下のカード」. */
  type: (step: Step) => string;
  /** What is read first; what it does, for a step that says nothing; its key where it says nothing yet. */
  title: (key: string, step: Step) => string;
  /** The words under the title. */
  body: (step: Step) => string;
  way: (step: Step, way: Way) => string;
  /** Where a way leads. */
  target: (to: string, steps: Readonly<Record<string, Step>>) => string;
}

/** In one line, with what a stranger would read in the place of variables. */
const plain = (text: string) =>
  text
    .replace(/\{\{[^}]*?default\(\s*(['"])(.*?)\1\s*\)[^}]*\}\}/g, "$2")
    .replace(/\{\{\s*(?:\w+\.)*(\w+)[^}]*\}\}/g, "〔$1〕")
    .replace(/\s+/g, " ")
    .trim();

export function useStepNames(words: Words): StepNames {
  const { t } = useLingui();
  return useMemo(() => {
    const kinds: Record<StepKind | "end", string> = {
      message: t`Message`,
      question: t`Question`,
      branch: t`Branch`,
      split: t`Random split`,
      wait: t`Wait`,
      traits: t`Write attributes`,
      end: t`The end`,
    };
    const local = (text: unknown) => plain(localText(text, words.language));
    const titleOf = (step: Step): string => {
      const silent = silentWords(words, step);
      if (silent !== "") return silent;
      const [change] = Array.isArray(step.rewrite) ? step.rewrite : [];
      return local(step.title) || local(step.body) || local(change?.text);
    };
    const title = (key: string, step: Step) => titleOf(step) || t`Nothing said yet (${key})`;
    return {
      kind: (kind) => kinds[kind],
      type: (step) => {
        const format = typeof step.format === "string" ? formatName(step.format) : "";
        return [kinds[kindOf(step)], format].filter(Boolean).join(" · ");
      },
      title,
      body: (step) => silentDetail(words, step) || (local(step.title) ? local(step.body) : ""),
      way: (step, way) => {
        switch (way.kind) {
          case "choice": {
            const choice = listAt(step, "choices")[way.place];
            return local(choice?.label) || String(choice?.key ?? "");
          }
          case "case": {
            const when = listAt(step, "cases")[way.place]?.when ?? {};
            return Object.keys(when).length === 0 ? t`No condition yet` : conditionLine(words, when);
          }
          case "share":
            return shareWords(step, way.place);
          case "else":
            return kindOf(step) === "wait" ? waitWayWords(words, step, "else") : t`Everybody else`;
          case "close":
            return step.format === "toast" ? t`When it has gone` : t`When it is closed`;
          case "next":
            if (kindOf(step) === "wait") return waitWayWords(words, step, "next");
            if (kindOf(step) === "traits") return t`Then`;
            return local(step.submit) || (answerKind(step) === "multiple" ? t`When answered` : t`When sent`);
        }
      },
      target: (to, steps) => {
        if (to === END) return t`The end`;
        const step = steps[to];
        return step ? title(to, step) : t`“${to}”, which is not there`;
      },
    };
  }, [t, words]);
}
