import { useLingui } from "@lingui/react/macro";
import { DurationField } from "../../../ui/DurationField";
import { WaySelect } from "../fields/WaySelect";
import { waysOut } from "../model/scenario";
import { write } from "../model/text";
import type { FormProps } from "./StepPanel";
import classes from "./StepPanel.module.css";

export function WaitForm(props: FormProps) {
  const { t } = useLingui();
  const { step, change } = props;
  const [way] = waysOut(step);
  return (
    <div className={classes.form}>
      <DurationField
        label={t`How long`}
        description={t`Also over a change of page. What comes then interrupts anew.`}
        value={String(step.for ?? "1h")}
        onChange={(value) => change(write(step, ["for"], value), "for")}
      />
      {way && <WaySelect {...props} way={way} label={t`Then go on to`} />}
    </div>
  );
}
