// What is rarely needed: how long a toast stays, where an answer is kept, which device a dialogue stays on.

import { Trans, useLingui } from "@lingui/react/macro";
import { Checkbox, NumberInput } from "@mantine/core";
import { useDesigner, usePart } from "./context";
import classes from "./designer.module.css";
import { Findings } from "./Findings";
import { PlainField } from "./Part";

const USUAL_S = 8;

export function OtherFields() {
  const { step, isDisabled } = useDesigner();
  const [saveAs, setSaveAs] = usePart("save_as");
  const [isPrivate, setPrivate] = usePart("private");
  const { t } = useLingui();
  const isUsed = saveAs !== undefined || isPrivate === true;
  return (
    <details className={classes.others} open={isUsed || undefined}>
      <summary>
        <Trans>More settings</Trans>
      </summary>
      <div className={classes.group}>
        {step.type === "question" && (
          <PlainField
            path="save_as"
            label={t`Keep the answer as an attribute of the visitor`}
            description={t`By this name it can be asked for in conditions and put into texts.`}
            placeholder="favourite_colour"
            value={saveAs}
            onChange={(name) => setSaveAs(name || undefined)}
          />
        )}
        <Checkbox
          label={t`Stays on the device it began on`}
          description={t`For what others in the house should not read.`}
          disabled={isDisabled}
          checked={isPrivate ?? false}
          onChange={(event) => setPrivate(event.currentTarget.checked || undefined)}
        />
        <p className={classes.about}>
          <Trans>
            The close button, “Not now, thanks” and “Don't show this again” come with every message, in the
            visitor's language: nobody is held up.
          </Trans>
        </p>
      </div>
    </details>
  );
}

export function ToastField() {
  const { isDisabled } = useDesigner();
  const [duration, set] = usePart("duration");
  const { t } = useLingui();
  const seconds = Number(/^(\d+)s$/.exec(duration ?? "")?.[1] ?? USUAL_S);
  return (
    <div className={classes.field}>
      <NumberInput
        label={t`Seconds that it stays`}
        min={4}
        max={30}
        allowDecimal={false}
        disabled={isDisabled}
        value={seconds}
        onChange={(value) => set(`${Math.min(30, Math.max(4, Number(value) || USUAL_S))}s`)}
      />
      <Findings path="duration" />
    </div>
  );
}
