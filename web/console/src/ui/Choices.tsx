// One of several, where each is more than a word: a figure, a swatch. Radio buttons underneath, so that arrows lead on.

import type { ReactNode } from "react";
import classes from "./Choices.module.css";

export interface ChoicesProps<T> {
  /** For whoever does not see them. */
  legend: string;
  name: string;
  value: T;
  onChange: (value: T) => void;
  options: { value: T; content: ReactNode }[];
  /** How they stand beside each other. */
  className: string | undefined;
  optionClassName: string | undefined;
}

export function Choices<T extends string | null>(props: ChoicesProps<T>) {
  const { legend, name, value: chosen, onChange, options, className, optionClassName } = props;
  return (
    <fieldset className={`${classes.choices} ${className}`}>
      <legend className={classes.legend}>{legend}</legend>
      {options.map(({ value, content }) => (
        <label key={String(value)} className={`${classes.choice} ${optionClassName}`}>
          <input
            type="radio"
            name={name}
            className={classes.radio}
            checked={value === chosen}
            onChange={() => onChange(value)}
          />
          {content}
        </label>
      ))}
    </fieldset>
  );
}
