// What a message says or a question asks: the message designer, with where its ways lead.

import { useMemo } from "react";
import { MessageDesigner } from "../../messages/MessageDesigner";
import type { Finding } from "../../messages/step/findings";
import type { Step as SpokenStep } from "../../messages/step/shape";
import { uploadImage } from "../../messages/upload";
import { WaySelect } from "../fields/WaySelect";
import { type Step, type Way, waysOut } from "../model/scenario";
import { read } from "../model/text";
import { useStudio } from "../studio";
import type { FormProps } from "./StepPanel";
import { useLanguages } from "./useLanguages";

/** What the designer calls a way. */
type Named = { kind: "choice"; key: string; index: number } | { kind: "next" } | { kind: "close" };

export function SpokenForm(props: FormProps) {
  const { step, change, problems, warnings } = props;
  const { text, vocabulary, mayEdit } = useStudio();
  const languages = useLanguages();
  const findings = useMemo(
    (): Finding[] => [
      ...problems.map(({ path, message }) => ({ path, level: "problem" as const, text: message })),
      ...warnings.map(({ path, message }) => ({ path, level: "warning" as const, text: message })),
    ],
    [problems, warnings],
  );
  const until = read(text, ["schedule", "until"]);
  return (
    <MessageDesigner
      step={step as SpokenStep}
      onChange={(made) => change(made as Step, whatChanged(step, made as Step))}
      languages={languages.all}
      language={languages.shown}
      onLanguage={languages.show}
      traits={vocabulary.traits}
      upload={uploadImage}
      findings={findings}
      leadsTo={(named) => {
        const way = wayNamed(step, named);
        if (!way) return null;
        const label = way.kind === "choice" ? undefined : props.names.way(step, way);
        return <WaySelect {...props} way={way} {...(label ? { label } : {})} />;
      }}
      {...(typeof until === "string" ? { until } : {})}
      isDisabled={!mayEdit}
    />
  );
}

function wayNamed(step: Step, named: Named): Way | undefined {
  return waysOut(step).find(
    (way) => way.kind === named.kind && (named.kind !== "choice" || way.place === named.index),
  );
}

/** The one text that was typed in, so that typing on is one step back; null for any other change. */
function whatChanged(before: Step, after: Step): string | null {
  const names = [...new Set([...Object.keys(before), ...Object.keys(after)])];
  const [changed, ...more] = names.filter((name) => before[name] !== after[name]);
  if (changed === undefined || more.length > 0) return null;
  const [was, is] = [before[changed], after[changed]];
  const isOfSameLength = Array.isArray(was) && Array.isArray(is) && was.length === is.length;
  return Array.isArray(is) && !isOfSameLength ? null : changed;
}
