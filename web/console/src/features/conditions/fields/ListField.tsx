// Several values inside of a sentence: those there are, each with a button that takes it out, and a field for the next.

import { useLingui } from "@lingui/react/macro";
import { IconX } from "@tabler/icons-react";
import { useRef } from "react";
import type { Option, OptionGroup } from "../model/options";
import { Combo } from "./Combo";
import classes from "./fields.module.css";

export interface ListFieldProps {
  label: string;
  values: readonly unknown[];
  nameOf: (value: unknown) => string;
  options: () => readonly OptionGroup<unknown>[];
  free: (text: string) => readonly Option<unknown>[];
  /** Undefined: none are left. */
  onChange: (values: unknown[] | undefined) => void;
}

export function ListField({ label, values, nameOf, options, free, onChange }: ListFieldProps) {
  const { t } = useLingui();
  const list = useRef<HTMLUListElement>(null);
  const change = (to: unknown[]) => onChange(to.length === 0 ? undefined : to);
  const remove = (at: number) => {
    change(values.toSpliced(at, 1));
    list.current?.querySelector("input")?.focus();
  };
  const add = (value: unknown) => {
    if (!values.includes(value)) change([...values, value]);
  };
  const others = () =>
    options().map((group) => ({
      ...group,
      options: group.options.filter((option) => !values.includes(option.value)),
    }));
  return (
    <ul ref={list} className={classes.entries} aria-label={label}>
      {values.map((value, at) => {
        const name = nameOf(value);
        return (
          <li key={`${typeof value} ${String(value)}`} className={classes.token}>
            {name}
            <button type="button" aria-label={t`Take out “${name}”`} onClick={() => remove(at)}>
              <IconX size={14} aria-hidden />
            </button>
          </li>
        );
      })}
      <li>
        <Combo
          label={t`Add to: ${label}`}
          text=""
          placeholder={values.length === 0 ? t`Choose` : t`Add`}
          options={others}
          free={free}
          onPick={add}
          onClear={() => change(values.slice(0, -1))}
          isMissing={values.length === 0}
          isForMany
        />
      </li>
    </ul>
  );
}
