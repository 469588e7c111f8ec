// だれに: the condition, and beside it whom it fits right now.

import { useLingui } from "@lingui/react/macro";
import { useState } from "react";
import { Audience } from "../../conditions/audience/Audience";
import { ConditionBuilder } from "../../conditions/ConditionBuilder";
import { write } from "../model/text";
import { useProblems } from "../problems";
import { useStudio } from "../studio";
import classes from "./forms.module.css";
import { Locked } from "./Locked";
import { PartFrame } from "./PartFrame";

export function Who() {
  const { t } = useLingui();
  const { text, edit, vocabulary } = useStudio();
  const [unfinished, setUnfinished] = useState(0);
  const problems = useProblems("audience");
  const audience = text.audience ?? {};
  return (
    <PartFrame part="who" isSaid={() => true}>
      <div className={classes.beside}>
        <Locked>
          <ConditionBuilder
            label={t`Whom it means`}
            value={audience}
            vocabulary={vocabulary}
            problems={problems}
            hasExamples
            onChange={(condition, waiting) => {
              setUnfinished(waiting);
              edit((before) => write(before, ["audience"], condition), "audience");
            }}
          />
        </Locked>
        <div className={classes.aside}>
          <Audience condition={audience} unfinished={unfinished} />
        </div>
      </div>
    </PartFrame>
  );
}
