// A number that is typed in place: what is half typed (「-」, 「0.」, nothing yet) stays in the field and out of the text.

import { NumberInput, type NumberInputProps } from "@mantine/core";
import { useState } from "react";

export interface FigureProps extends Omit<NumberInputProps, "value" | "onChange"> {
  value: number;
  onChange: (value: number) => void;
}

export function Figure({ value, onChange, ...props }: FigureProps) {
  const [typed, setTyped] = useState<number | string | null>(null);
  const isHalf = typed === "" || typed === "-";
  const shown = typed !== null && (isHalf || Number(typed) === value) ? typed : value;
  return (
    <NumberInput
      {...props}
      value={shown}
      onBlur={() => setTyped(null)}
      onChange={(next) => {
        setTyped(next);
        if (next !== "" && Number.isFinite(Number(next))) onChange(Number(next));
      }}
    />
  );
}
