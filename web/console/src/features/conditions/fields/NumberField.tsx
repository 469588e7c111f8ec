// A number inside of a sentence. Full-width digits and separators are read as well; an empty field asks for nothing yet.

import { type KeyboardEvent, useState } from "react";
import { plainNumber } from "../../../words/values";
import { Fit } from "./Fit";
import classes from "./fields.module.css";

export interface NumberFieldProps {
  label: string;
  value: number | undefined;
  onChange: (value: number | undefined) => void;
  /** Only whole numbers, from this one on. */
  least?: number;
}

export function readNumber(text: string): number | undefined {
  const plain = text
    .normalize("NFKC")
    .replace(/[,\s]/g, "")
    .replace(/^[−ー]/, "-");
  if (plain === "" || !/^-?\d*\.?\d+$/.test(plain)) return undefined;
  return Number(plain);
}

export function NumberField({ label, value, onChange, least }: NumberFieldProps) {
  // What is being typed stands beside the value it means: `1.` is on its way to 1.5.
  const [typed, setTyped] = useState<string | null>(null);
  const allowed = (number: number | undefined) =>
    number !== undefined && least !== undefined ? Math.max(least, Math.round(number)) : number;
  const take = (text: string) => {
    setTyped(text);
    const number = allowed(readNumber(text));
    if (number !== value) onChange(number);
  };
  const step = (event: KeyboardEvent) => {
    const by = event.key === "ArrowUp" ? 1 : event.key === "ArrowDown" ? -1 : 0;
    if (by === 0 || event.altKey) return;
    event.preventDefault();
    take(String(allowed((value ?? 0) + by)));
  };
  const shown = typed ?? (value === undefined ? "" : plainNumber(value));
  return (
    <Fit text={shown} isNumber isMissing={value === undefined}>
      <input
        className={classes.control}
        aria-label={label}
        aria-invalid={value === undefined && typed !== null ? true : undefined}
        inputMode="decimal"
        autoComplete="off"
        value={shown}
        // A press is to write another number, not to add a digit.
        onFocus={(event) => event.currentTarget.select()}
        onChange={(event) => take(event.currentTarget.value)}
        onBlur={() => setTyped(null)}
        onKeyDown={step}
      />
    </Fit>
  );
}
