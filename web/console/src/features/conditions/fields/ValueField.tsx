// The value of a test, filled into what fits it: a number with its unit, a date, a choice, several values.

import { useLingui } from "@lingui/react/macro";
import { inLabels } from "../../../words/answers";
import type { Unit } from "../../../words/attributes";
import { valueWords } from "../../../words/values";
import { useBuilder } from "../builder";
import { type ChoiceKey, formOf } from "../model/choices";
import type { Subject, ValueKind } from "../model/kinds";
import { dayOf, startOf } from "../model/moments";
import type { Option, OptionGroup } from "../model/options";
import type { Json } from "../model/tree";
import { useUnitName } from "../useNames";
import { Combo } from "./Combo";
import { Fit } from "./Fit";
import classes from "./fields.module.css";
import { ListField } from "./ListField";
import { NumberField, readNumber } from "./NumberField";
import { Select } from "./Select";
import { TextField } from "./TextField";

export interface ValueFieldProps {
  choice: ChoiceKey;
  /** With the kind that its tests have shown, where the data shows none. */
  subject: Subject;
  value: Json;
  onChange: (value: Json) => void;
}

export function ValueField({ choice, subject, value, onChange }: ValueFieldProps) {
  const { t } = useLingui();
  const label = t`Value to compare`;
  const text = value === undefined ? undefined : String(value);
  switch (formOf(choice)) {
    case "none":
      return null;
    case "value":
      return <OneValue subject={subject} value={value} onChange={onChange} isPart={asksForPart(choice)} />;
    case "list":
      return <Values subject={subject} values={Array.isArray(value) ? value : []} onChange={onChange} />;
    case "number":
      return <NumberField label={label} value={value as number | undefined} least={0} onChange={onChange} />;
    case "pattern":
      return <TextField label={t`Pattern`} value={text} placeholder="^/cart" onChange={onChange} />;
    case "version":
      return <TextField label={t`Version number`} value={text} placeholder="1.10.0" onChange={onChange} />;
    case "group":
      return <TextField label={t`Group`} value={text} onChange={onChange} />;
    case "type":
      return <TypeField value={text} onChange={onChange} />;
  }
}

interface OneProps {
  subject: Subject;
  value: Json;
  onChange: (value: Json) => void;
  /** A part of a text will do. */
  isPart?: boolean;
}

const asksForPart = (choice: ChoiceKey) => /^(not_)?(starts|ends|contains)/.test(choice);

/** A value that stands in a text decides how it is shown; a new one has the kind of its attribute. */
const kindOfValue = (value: Json, kind: ValueKind): ValueKind => {
  if (typeof value === "boolean") return "boolean";
  if (typeof value === "number") return kind === "hour" || kind === "weekday" ? kind : "number";
  if (typeof value === "string") return kind === "moment" && !Number.isNaN(Date.parse(value)) ? kind : "text";
  return kind === "list" ? "text" : kind;
};

/** Units of things that are counted. */
const WHOLE = new Set<Unit>(["times", "items", "pages", "hour"]);

function OneValue({ subject, value, onChange, isPart }: OneProps) {
  const { t } = useLingui();
  const unitName = useUnitName();
  const label = t`Value to compare`;
  switch (kindOfValue(value, subject.kind)) {
    case "number":
    case "hour": {
      const unit = unitName(subject.unit);
      return (
        <span className={classes.span}>
          <NumberField
            label={unit ? t`Value (${unit})` : label}
            value={value as number | undefined}
            {...(WHOLE.has(subject.unit) ? { least: 0 } : {})}
            onChange={onChange}
          />
          {unit && <span className={classes.unit}>{unitName(subject.unit, value)}</span>}
        </span>
      );
    }
    case "boolean":
      return (
        <Select
          label={label}
          value={value === undefined ? "" : String(value)}
          options={[
            { value: "true", label: t`Yes` },
            { value: "false", label: t`No` },
          ]}
          onChange={(one) => onChange(one === "true")}
        />
      );
    case "weekday":
      return <Weekday value={value} onChange={onChange} />;
    case "moment":
      return <Day value={value} onChange={onChange} />;
    default:
      return <OneText subject={subject} value={value} onChange={onChange} isPart={isPart ?? false} />;
  }
}

function OneText({ subject, value, onChange, isPart }: OneProps) {
  const { t } = useLingui();
  const { options, free, nameOf } = useOffered(subject);
  return (
    <Combo
      label={t`Value to compare`}
      text={value === undefined ? "" : nameOf(value)}
      placeholder={t`Choose or type`}
      options={options}
      free={free}
      isFreeFirst={isPart ?? false}
      onPick={onChange}
      onClear={() => onChange(undefined)}
      isMissing={value === undefined}
    />
  );
}

function Values({ subject, values, onChange }: Omit<OneProps, "value"> & { values: readonly Json[] }) {
  const { t } = useLingui();
  const { options, free, nameOf } = useOffered(subject);
  return (
    <ListField
      label={t`Values`}
      values={values}
      nameOf={nameOf}
      options={options}
      free={free}
      onChange={onChange}
    />
  );
}

const WEEKDAYS = [1, 2, 3, 4, 5, 6, 7];

/** What the data offers, what typed text may mean, and what a value is called. */
function useOffered({ kind, unit, values, asked }: Subject) {
  const { t } = useLingui();
  const { words } = useBuilder();
  const nameOf = (value: unknown) =>
    typeof value === "string" && unit !== "segment"
      ? String(inLabels(asked, value))
      : valueWords(words, value, unit).replace(/^[「“](.*)[」”]$/, "$1");
  const option = (value: unknown): Option<unknown> => ({
    key: `${typeof value} ${value}`,
    label: nameOf(value),
    value,
    also: String(value),
  });
  const offered = kind === "weekday" ? WEEKDAYS : values;
  const options = (): OptionGroup<unknown>[] => [
    { label: kind === "weekday" ? "" : asked ? t`Answers` : t`In your data`, options: offered.map(option) },
  ];
  const free = (text: string): Option<unknown>[] => {
    const number = readNumber(text);
    const asText = { key: `text ${text}`, label: text, value: text };
    if (kind === "number" || kind === "hour")
      return number === undefined ? [] : [{ ...asText, value: number }];
    if (kind === "weekday") return [];
    if (kind !== "any" || number === undefined) return [{ ...asText, hint: t`as typed` }];
    return [
      { ...asText, hint: t`as a text` },
      { key: `number ${text}`, label: text, value: number, hint: t`as a number` },
    ];
  };
  return { options, free, nameOf };
}

function Weekday({ value, onChange }: Omit<OneProps, "subject">) {
  const { t } = useLingui();
  const { words } = useBuilder();
  return (
    <Select
      label={t`Day of the week`}
      value={String(value ?? "")}
      isMissing={value === undefined}
      options={WEEKDAYS.map((day) => ({ value: String(day), label: valueWords(words, day, "weekday") }))}
      onChange={(day) => onChange(Number(day))}
    />
  );
}

function Day({ value, onChange }: Omit<OneProps, "subject">) {
  const { t } = useLingui();
  const { timeZone } = useBuilder().words;
  const shown = typeof value === "string" ? dayOf(value, timeZone) : "";
  return (
    <Fit text="0000-00-00 ------" isMissing={value === undefined}>
      <input
        type="date"
        className={classes.control}
        aria-label={t`Date`}
        value={shown}
        onChange={(event) => {
          const date = event.currentTarget.value;
          onChange(date === "" ? undefined : startOf(date, timeZone));
        }}
      />
    </Fit>
  );
}

function TypeField({ value, onChange }: { value: string | undefined; onChange: (value: Json) => void }) {
  const { t } = useLingui();
  const types = [
    { value: "string", label: t`text` },
    { value: "number", label: t`number` },
    { value: "boolean", label: t`yes or no` },
    { value: "array", label: t`list` },
    { value: "object", label: t`object` },
    { value: "null", label: t`empty` },
  ];
  return (
    <Select
      label={t`Type`}
      value={value ?? ""}
      options={value === undefined ? [{ value: "", label: t`Choose` }, ...types] : types}
      isMissing={value === undefined}
      onChange={(type) => onChange(type === "" ? undefined : type)}
    />
  );
}
