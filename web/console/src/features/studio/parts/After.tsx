// Whether it speaks in the very moment, or a while later.

import { useLingui } from "@lingui/react/macro";
import { Switch } from "@mantine/core";
import { DurationField } from "../../../ui/DurationField";
import { read, write } from "../model/text";
import { useFieldError } from "../problems";
import { useStudio } from "../studio";
import classes from "./forms.module.css";

const USUAL = "5m";

export function After() {
  const { t } = useLingui();
  const { text, edit } = useStudio();
  const error = useFieldError("trigger.after");
  const after = read(text, ["trigger", "after"]);
  const set = (to: string | undefined, what?: string) =>
    edit((before) => write(before, ["trigger", "after"], to), what);
  return (
    <div className={classes.besides}>
      <Switch
        label={t`Not at once: wait a while first`}
        description={t`Whom it means, caps and the comparison group are asked when the time has come. The same moment again begins the time anew.`}
        checked={after !== undefined}
        onChange={(event) => set(event.currentTarget.checked ? USUAL : undefined)}
      />
      {after !== undefined && (
        <DurationField
          label={t`How long after that moment`}
          description={t`Then on the first page that is open; with none for half an hour it is not said.`}
          value={String(after)}
          error={error}
          onChange={(value) => set(value, "trigger.after")}
        />
      )}
    </div>
  );
}
