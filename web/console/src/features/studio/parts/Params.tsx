// How strong a signal must be: numbers are reached, texts are met exactly. Left empty the tag's usual measure holds.

import { useLingui } from "@lingui/react/macro";
import { NumberInput, TextInput } from "@mantine/core";
import { isRecord } from "../../../words/words";
import type { Param, Signal } from "../model/signals";
import { read, type Text, write } from "../model/text";
import { useFieldError } from "../problems";
import { useStudio } from "../studio";
import classes from "./forms.module.css";
import { useParamWords } from "./moments";

export const Params = ({ signal }: { signal: Signal }) => (
  <div className={classes.pair}>
    {signal.params.map((param) => (
      <ParamField key={param.name} signal={signal.name} param={param} />
    ))}
  </div>
);

function withParam(text: Text, name: string, value: unknown): Text {
  const made = write(text, ["trigger", "params", name], value);
  const params = read(made, ["trigger", "params"]);
  const isEmpty = isRecord(params) && Object.keys(params).length === 0;
  return isEmpty ? write(made, ["trigger", "params"], undefined) : made;
}

function ParamField({ signal, param }: { signal: string; param: Param }) {
  const { t } = useLingui();
  const { text, edit } = useStudio();
  const paramWords = useParamWords();
  const value = read(text, ["trigger", "params", param.name]);
  const place = `trigger.params.${param.name}`;
  const error = useFieldError(place);
  const { label, unit } = paramWords(signal, param.name);
  const set = (to: unknown) => edit((before) => withParam(before, param.name, to), place);
  if (param.unit === "selector" || param.unit === "text") {
    return (
      <TextInput
        label={label}
        description={param.unit === "selector" ? t`A CSS selector, such as #size-chart` : undefined}
        value={typeof value === "string" ? value : ""}
        error={error}
        onChange={(event) => set(event.currentTarget.value || undefined)}
      />
    );
  }
  return (
    <NumberInput
      label={label}
      suffix={unit}
      value={typeof value === "number" ? value : ""}
      placeholder={param.usual === null ? "" : t`${param.usual} (usual)`}
      min={param.least}
      max={param.most}
      allowDecimal={false}
      error={error}
      onChange={(to) => set(typeof to === "number" ? to : undefined)}
    />
  );
}
