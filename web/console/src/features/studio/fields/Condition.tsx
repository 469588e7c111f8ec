// A condition of the text, made by hand. Rows that are not filled in yet are in no text: the studio keeps them while another
// part lies open, and does not publish over them.

import { ConditionBuilder, type ConditionBuilderProps } from "../../conditions/ConditionBuilder";
import type { OnCondition } from "../../conditions/useTree";
import { type Path, placeOf } from "../model/text";
import { useNotFilledIn } from "../problems";
import { useStudio } from "../studio";

interface ConditionProps extends Omit<ConditionBuilderProps, "kept" | "vocabulary"> {
  /** Where it stands in the campaign's text. */
  at: Path;
  vocabulary?: ConditionBuilderProps["vocabulary"];
}

export function Condition({ at, onChange, problems, ...builder }: ConditionProps) {
  const { vocabulary, waiting, wait } = useStudio();
  const place = placeOf(at);
  // The row itself shows that it waits; it is said where somebody wants to publish.
  const notFilledIn = useNotFilledIn();
  const change: OnCondition = (condition, unfinished, rows) => {
    wait(at, unfinished > 0 ? rows : null);
    onChange(condition, unfinished, rows);
  };
  return (
    <ConditionBuilder
      key={place}
      vocabulary={vocabulary}
      {...builder}
      problems={problems?.filter(({ message }) => message !== notFilledIn) ?? []}
      kept={waiting.get(place)?.rows ?? null}
      onChange={change}
    />
  );
}
