// The values of a form, and what is wrong with them: beside the field, when somebody tries to send it. The first field
// that is wrong takes the focus.

import { type FormEvent, useRef, useState } from "react";

export type Wrong<T> = Partial<Record<keyof T & string, string>>;

export interface FieldProps {
  name: string;
  value: string;
  error: string | undefined;
  onChange: (event: { currentTarget: { value: string } }) => void;
}

export interface Fields<T> {
  values: T;
  set: <K extends keyof T & string>(name: K, value: T[K]) => void;
  /** Puts values in place that come from elsewhere; nothing counts as changed then. */
  reset: (values: T) => void;
  isChanged: boolean;
  wrong: Wrong<T>;
  /** What the server found wrong: `fields.refuse({ password: "…" })`. */
  refuse: (wrong: Wrong<T>) => void;
  /** For a text field: `<TextInput label=… {...fields.text("name")} />`. */
  text: (name: keyof T & string) => FieldProps;
  onSubmit: (send: (values: T) => void) => (event: FormEvent<HTMLFormElement>) => void;
}

export function useFields<T extends object>(
  initial: T,
  check: (values: T) => Wrong<T> = () => ({}),
): Fields<T> {
  const [start, setStart] = useState(initial);
  const [values, setValues] = useState(initial);
  const [wrong, setWrong] = useState<Wrong<T>>({});
  const form = useRef<HTMLFormElement | null>(null);

  const show = (found: Wrong<T>) => {
    setWrong(found);
    const [first] = Object.keys(found);
    if (first)
      requestAnimationFrame(() => form.current?.querySelector<HTMLElement>(`[name="${first}"]`)?.focus());
    return first === undefined;
  };
  const set: Fields<T>["set"] = (name, value) => {
    setValues((old) => ({ ...old, [name]: value }));
    setWrong(({ [name]: _, ...others }) => others as Wrong<T>);
  };
  return {
    values,
    set,
    reset: (to) => {
      setStart(to);
      setValues(to);
      setWrong({});
    },
    isChanged: JSON.stringify(values) !== JSON.stringify(start),
    wrong,
    refuse: show,
    text: (name) => ({
      name,
      value: String(values[name] ?? ""),
      error: wrong[name],
      onChange: (event) => set(name, event.currentTarget.value as T[typeof name]),
    }),
    onSubmit: (send) => (event) => {
      event.preventDefault();
      form.current = event.currentTarget;
      if (show(check(values))) send(values);
    },
  };
}
