// 次へ進む先: where a way leads. The end, any step, or a new one. An opened list makes the new one at once; keys that go through
// the closed one pass it by until Enter says so.

import { useLingui } from "@lingui/react/macro";
import { NativeSelect } from "@mantine/core";
import { useRef, useState } from "react";
import { END, inOrder, KINDS, type StepKind, stepsOf, type Way } from "../model/scenario";
import type { Text } from "../model/text";
import type { Acts } from "../scenario/acts";
import type { StepNames } from "../scenario/names";

export interface WaySelectProps {
  scenario: Text;
  stepKey: string;
  way: Way;
  acts: Acts;
  names: StepNames;
  label?: string;
  error?: string | undefined;
}

const NEW = "new ";
/** Keys that open the list or choose in it. */
const OPENS = ["Enter", " "];

export function WaySelect({ scenario, stepKey, way, acts, names, label, error }: WaySelectProps) {
  const { t } = useLingui();
  const pressed = useRef<string | null>(null);
  const [passing, pass] = useState<string | null>(null);
  const steps = stepsOf(scenario);
  const keys = inOrder(scenario);
  const isLost = way.to !== END && !(way.to in steps);
  const step = steps[stepKey] ?? {};
  const data = [
    { value: END, label: names.target(END, steps) },
    {
      group: t`Go on to`,
      items: keys.map((key, place) => ({
        value: `to ${key}`,
        label: `${place + 1} ${names.title(key, steps[key] ?? {})}`,
      })),
    },
    {
      group: t`A new step`,
      items: KINDS.map((kind) => ({ value: `${NEW}${kind}`, label: t`+ ${names.kind(kind)}` })),
    },
    ...(isLost ? [{ value: `to ${way.to}`, label: names.target(way.to, steps) }] : []),
  ];
  const take = (value: string) => {
    pass(null);
    if (value.startsWith(NEW)) acts.add(value.slice(NEW.length) as StepKind, { key: stepKey, at: way.at });
    else acts.connect(stepKey, way.at, value === END ? END : value.slice("to ".length));
  };
  return (
    <NativeSelect
      size="xs"
      label={label ?? t`Goes on to`}
      aria-label={label ? undefined : t`“${names.way(step, way)}” goes on to`}
      data={data}
      value={passing ?? (way.to === END ? END : `to ${way.to}`)}
      description={passing ? t`Enter makes the new step.` : undefined}
      inputWrapperOrder={["label", "input", "description", "error"]}
      error={error}
      onKeyDown={({ key }) => {
        pressed.current = OPENS.includes(key) ? null : key;
        if (key === "Enter" && passing) take(passing);
      }}
      onKeyUp={() => {
        pressed.current = null;
      }}
      onBlur={() => pass(null)}
      onChange={(event) => {
        const { value } = event.currentTarget;
        if (value.startsWith(NEW) && pressed.current !== null) pass(value);
        else take(value);
      }}
    />
  );
}
