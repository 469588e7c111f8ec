// The browser's own list of choices, inside of a sentence.

import { Fit } from "./Fit";
import classes from "./fields.module.css";

export interface SelectOption<T extends string> {
  value: T;
  label: string;
}

export interface SelectProps<T extends string> {
  label: string;
  value: T;
  options: readonly SelectOption<T>[];
  /** Choices that are seldom wanted, under a heading of their own. */
  more?: { label: string; options: readonly SelectOption<T>[] } | undefined;
  onChange: (value: T) => void;
  isMissing?: boolean;
  isFirst?: boolean;
}

export function Select<T extends string>(props: SelectProps<T>) {
  const { label, value, options, more, onChange, isMissing, isFirst } = props;
  const all = [...options, ...(more?.options ?? [])];
  const shown = all.find((option) => option.value === value)?.label ?? value;
  return (
    <Fit text={shown} hasArrow {...(isMissing ? { isMissing } : {})}>
      <select
        className={classes.control}
        aria-label={label}
        data-first={isFirst || undefined}
        value={value}
        onChange={(event) => onChange(event.currentTarget.value as T)}
      >
        <Options of={options} />
        {more && more.options.length > 0 && (
          <optgroup label={more.label}>
            <Options of={more.options} />
          </optgroup>
        )}
      </select>
    </Fit>
  );
}

const Options = ({ of }: { of: readonly SelectOption<string>[] }) =>
  of.map(({ value, label }) => (
    <option key={value} value={value}>
      {label}
    </option>
  ));
