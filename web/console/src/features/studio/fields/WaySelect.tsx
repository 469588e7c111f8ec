// 次へ進む先: where a way leads. The end, any step, or a new one that is made at once.

import { useLingui } from "@lingui/react/macro";
import { NativeSelect } from "@mantine/core";
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

export function WaySelect({ scenario, stepKey, way, acts, names, label, error }: WaySelectProps) {
  const { t } = useLingui();
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
    if (value.startsWith(NEW)) acts.add(value.slice(NEW.length) as StepKind, { key: stepKey, at: way.at });
    else acts.connect(stepKey, way.at, value === END ? END : value.slice("to ".length));
  };
  return (
    <NativeSelect
      size="xs"
      label={label ?? t`Goes on to`}
      aria-label={label ? undefined : t`“${names.way(step, way)}” goes on to`}
      data={data}
      value={way.to === END ? END : `to ${way.to}`}
      error={error}
      onChange={(event) => take(event.currentTarget.value)}
    />
  );
}
