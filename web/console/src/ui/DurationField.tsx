// A length of time as texts write it (`15s`, `30m`, `24h`, `7d`): a number and a unit.

import { useLingui } from "@lingui/react/macro";
import { Input, NativeSelect, NumberInput } from "@mantine/core";
import { useId } from "react";
import classes from "./lengths.module.css";

export interface DurationFieldProps {
  label: string;
  description?: string;
  value: string;
  onChange: (value: string) => void;
  error?: string | undefined;
}

const pattern = /^(\d+)(s|m|h|d|w)$/;

export function DurationField({ label, description, value, onChange, error }: DurationFieldProps) {
  const { t } = useLingui();
  const id = useId();
  const [, amount = "0", unit = "s"] = pattern.exec(value) ?? [];
  // Weeks are offered where a text has them.
  const weeks = unit === "w" ? { w: t`weeks` } : {};
  const units = { s: t`seconds`, m: t`minutes`, h: t`hours`, d: t`days`, ...weeks };
  return (
    <Input.Wrapper label={label} description={description} error={error} id={id}>
      <div className={classes.row}>
        <NumberInput
          id={id}
          className={classes.short}
          value={Number(amount)}
          onChange={(number) => onChange(`${Math.max(0, Number(number) || 0)}${unit}`)}
          min={0}
          max={9999}
          allowDecimal={false}
        />
        <NativeSelect
          aria-label={t`Unit: ${label}`}
          value={unit}
          onChange={(event) => onChange(`${amount}${event.currentTarget.value}`)}
          data={Object.entries(units).map(([one, name]) => ({ value: one, label: name }))}
        />
      </div>
    </Input.Wrapper>
  );
}
