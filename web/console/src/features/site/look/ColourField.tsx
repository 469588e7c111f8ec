// A colour as `#rrggbb`: typed, or picked in the browser's own way.

import { useLingui } from "@lingui/react/macro";
import { CloseButton, TextInput } from "@mantine/core";
import type { FieldProps } from "../../../ui/fields";
import { isColour } from "../../look/colours";
import classes from "./look.module.css";

export interface ColourFieldProps extends FieldProps {
  label: string;
  description: string;
  /** What holds while the field is empty. */
  otherwise: string;
}

export function ColourField({ label, otherwise, value, onChange, ...field }: ColourFieldProps) {
  const { t } = useLingui();
  return (
    <TextInput
      {...field}
      label={label}
      value={value}
      onChange={onChange}
      placeholder={otherwise}
      spellCheck={false}
      autoComplete="off"
      leftSection={
        <input
          type="color"
          className={classes.picker}
          aria-label={t`Pick: ${label}`}
          value={isColour(value) ? value : otherwise}
          onChange={onChange}
        />
      }
      rightSection={
        value && (
          <CloseButton
            size="sm"
            aria-label={t`Leave it to the look: ${label}`}
            onClick={() => onChange({ currentTarget: { value: "" } })}
          />
        )
      }
    />
  );
}
