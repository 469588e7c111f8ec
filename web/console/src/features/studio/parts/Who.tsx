// だれに: the condition, and beside it whom it fits right now.

import { useLingui } from "@lingui/react/macro";
import { Audience } from "../../conditions/audience/Audience";
import { unfinishedIn } from "../../conditions/model/unfinished";
import { Condition } from "../fields/Condition";
import { write } from "../model/text";
import { useProblems } from "../problems";
import { useStudio } from "../studio";
import classes from "./forms.module.css";
import { Locked } from "./Locked";
import { PartFrame } from "./PartFrame";

export function Who() {
  const { t } = useLingui();
  const { text, edit, waiting } = useStudio();
  const rows = waiting.get("audience")?.rows;
  const unfinished = rows ? unfinishedIn(rows).length : 0;
  const problems = useProblems("audience");
  const audience = text.audience ?? {};
  return (
    <PartFrame part="who" isSaid={() => true}>
      <div className={classes.beside}>
        <Locked>
          <Condition
            at={["audience"]}
            label={t`Whom it means`}
            value={audience}
            problems={problems}
            hasExamples
            onChange={(condition) => edit((before) => write(before, ["audience"], condition), "audience")}
          />
        </Locked>
        <div className={classes.aside}>
          <Audience condition={audience} unfinished={unfinished} />
        </div>
      </div>
    </PartFrame>
  );
}
