// How the visitor answers: not at all, by one of some choices, or with more than that.

import { useLingui } from "@lingui/react/macro";
import { NativeSelect, NumberInput } from "@mantine/core";
import { kindOf, type Way, wayOf, waysFor, withWay } from "../step/kinds";
import { Choices } from "./Choices";
import { useDesigner, usePart } from "./context";
import classes from "./designer.module.css";
import { Findings } from "./Findings";
import { FormFields } from "./FormFields";
import { TextField } from "./TextField";

export function Answering() {
  const { step, change, leadsTo, isDisabled } = useDesigner();
  const { t } = useLingui();
  const way = wayOf(step);
  const names: Record<Way, string> = {
    none: t`Nothing to press`,
    single: t`One of some answers`,
    multiple: t`Several of some answers`,
    text: t`In their own words`,
    rating: t`By stars`,
    form: t`By a form`,
  };
  const ways = [...new Set([...waysFor(kindOf(step)), way])];
  const hasSubmit = way !== "none" && way !== "single";
  return (
    <div className={classes.group}>
      <NativeSelect
        label={t`How the visitor answers`}
        disabled={isDisabled}
        value={way}
        onChange={(event) => change(withWay(step, event.currentTarget.value as Way))}
        data={ways.map((value) => ({ value, label: names[value] }))}
      />
      <Findings path="answer" />
      {(way === "single" || way === "multiple") && <Choices />}
      {way === "none" && <Findings path="choices" />}
      {way === "text" && <Placeholder />}
      {way === "rating" && <Stars />}
      {way === "form" && <FormFields />}
      {hasSubmit && <Submit />}
      {hasSubmit && leadsTo?.({ kind: "next" })}
      {leadsTo?.({ kind: "close" })}
    </div>
  );
}

function Placeholder() {
  const [placeholder, set] = usePart("placeholder");
  const { t } = useLingui();
  return (
    <TextField
      path="placeholder"
      label={t`Example in the empty field`}
      placeholder={t`For example: a linen apron`}
      value={placeholder}
      onChange={set}
    />
  );
}

function Stars() {
  const { isDisabled } = useDesigner();
  const [max = 5, set] = usePart("max");
  const { t } = useLingui();
  return (
    <NumberInput
      label={t`The most stars`}
      min={2}
      max={10}
      allowDecimal={false}
      disabled={isDisabled}
      value={max}
      onChange={(value) => set(Math.min(10, Math.max(2, Number(value) || 5)))}
    />
  );
}

function Submit() {
  const [submit, set] = usePart("submit");
  const { t } = useLingui();
  return (
    <TextField
      path="submit"
      label={t`Button that sends the answer`}
      placeholder={t`Send`}
      value={submit}
      onChange={set}
    />
  );
}
