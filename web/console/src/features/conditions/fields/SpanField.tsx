// A length of time inside of a sentence: 「7 日間」. `whenNone` names the choice of no length at all, where there is one.

import { useLingui } from "@lingui/react/macro";
import { useManner } from "../../../ui/manner";
import { readSpan, UNITS, writeSpan } from "../model/span";
import { singular } from "../useNames";
import classes from "./fields.module.css";
import { NumberField } from "./NumberField";
import { Select } from "./Select";

export interface SpanFieldProps {
  label: string;
  value: string | null;
  onChange: (value: string | null) => void;
  whenNone?: string | undefined;
}

const NONE = "none";
const USUAL = "7d";

export function SpanField({ label, value, onChange, whenNone }: SpanFieldProps) {
  const { t } = useLingui();
  const { locale } = useManner();
  const span = value === null ? null : readSpan(value);
  const names: Record<string, string> = {
    m: t({ message: "minutes", context: "length of time" }),
    h: t({ message: "hours", context: "length of time" }),
    d: t({ message: "days", context: "length of time" }),
    w: t({ message: "weeks", context: "length of time" }),
    s: t({ message: "seconds", context: "length of time" }),
    ms: t({ message: "milliseconds", context: "length of time" }),
  };
  // Units that are seldom meant stay where a text has them.
  const units = span && !UNITS.some((unit) => unit === span.unit) ? [span.unit, ...UNITS] : [...UNITS];
  const options = units.map((unit) => ({
    value: unit as string,
    label: singular(locale, names[unit] ?? unit, span?.amount),
  }));
  const take = (unit: string) => {
    if (unit === NONE) onChange(null);
    else onChange(span ? writeSpan({ ...span, unit }) : USUAL);
  };
  return (
    <span className={classes.span}>
      {span && (
        <NumberField
          label={label}
          value={span.amount}
          least={1}
          onChange={(amount) => amount !== undefined && onChange(writeSpan({ ...span, amount }))}
        />
      )}
      <Select
        label={t`Unit: ${label}`}
        value={span?.unit ?? NONE}
        options={
          whenNone === undefined && span ? options : [...options, { value: NONE, label: whenNone ?? "–" }]
        }
        onChange={take}
      />
    </span>
  );
}
