// A text inside of a sentence for which nothing is offered: a pattern, a version, the name of a group.

import { Fit } from "./Fit";
import classes from "./fields.module.css";

export interface TextFieldProps {
  label: string;
  value: string | undefined;
  placeholder?: string;
  onChange: (value: string | undefined) => void;
}

export const TextField = ({ label, value, placeholder = "", onChange }: TextFieldProps) => (
  <Fit text={value ?? placeholder} isMissing={value === undefined}>
    <input
      className={classes.control}
      aria-label={label}
      autoComplete="off"
      spellCheck={false}
      placeholder={placeholder}
      value={value ?? ""}
      onChange={(event) => onChange(event.currentTarget.value === "" ? undefined : event.currentTarget.value)}
    />
  </Fit>
);
