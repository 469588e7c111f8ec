// なにを: the arms and how many get each, then the steps of the chosen one.

import { useLingui } from "@lingui/react/macro";
import { useEffect } from "react";
import { armsOf, scenarioOf } from "../model/arms";
import { stepPlaceOf } from "../model/parts";
import { stepsOf } from "../model/scenario";
import { ScenarioEditor } from "../scenario/ScenarioEditor";
import { useStudio } from "../studio";
import { Arms } from "./Arms";
import { PartFrame } from "./PartFrame";

export function What() {
  const { t } = useLingui();
  const { text, chosen, choose } = useStudio();
  const arms = armsOf(text);
  const arm = Math.min(chosen.arm, Math.max(0, arms.length - 1));
  // An arm that was taken out, also by going back, is not chosen any more.
  useEffect(() => {
    if (arm !== chosen.arm) choose({ arm, step: null });
  }, [arm, chosen.arm, choose]);
  const keysOf = (place: number) => Object.keys(stepsOf(scenarioOf(arms[place])));
  return (
    <PartFrame part="what" isSaid={(path) => stepPlaceOf(path, keysOf) !== null}>
      <Arms arm={arm} />
      <ScenarioEditor key={arm} arm={arm} label={t`The steps`} />
    </PartFrame>
  );
}
