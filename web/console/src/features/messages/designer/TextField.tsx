// A text that visitors read: in the language that is being written, with its length, and with places that are filled for
// each visitor.

import { Trans, useLingui } from "@lingui/react/macro";
import { Textarea, TextInput } from "@mantine/core";
import { useId, useRef } from "react";
import { shownIn, textIn, written } from "../step/languages";
import type { Text } from "../step/shape";
import { lengthOf, variablesIn, withFallback, withoutVariables } from "../step/variables";
import { useDesigner } from "./context";
import classes from "./designer.module.css";
import { Findings, useFound } from "./Findings";
import { VariableMenu } from "./VariableMenu";

export interface TextFieldProps {
  path: string;
  label: string;
  value: Text | undefined;
  onChange: (text: Text | undefined) => void;
  description?: string;
  /** An example, where nothing is written in any language. */
  placeholder?: string;
  /** Several lines. */
  isLong?: boolean;
  /** So many characters are read easily. */
  room?: number;
  hasVariables?: boolean;
}

export function TextField(props: TextFieldProps) {
  const { path, label, value, onChange, description, placeholder, isLong, room, hasVariables } = props;
  const { language, own, isDisabled } = useDesigner();
  const { t } = useLingui();
  const id = useId();
  const field = useRef<HTMLInputElement & HTMLTextAreaElement>(null);
  const isWrong = useFound(path, field, !!description && `${id}-about`, `${id}-said`);
  const text = textIn(value, language, own);
  const set = (next: string) => onChange(written(value, language, next, own));
  const insert = (place: string) => {
    const { selectionStart = text.length, selectionEnd = text.length } = field.current ?? {};
    const from = selectionStart ?? text.length;
    set(text.slice(0, from) + place + text.slice(selectionEnd ?? from));
    requestAnimationFrame(() => {
      field.current?.focus();
      field.current?.setSelectionRange(from + place.length, from + place.length);
    });
  };
  const length = lengthOf(text);
  const shared = {
    id,
    ref: field,
    value: text,
    disabled: isDisabled,
    // What these visitors read as long as nothing is written for them.
    placeholder: withoutVariables(shownIn(value, language, own)) || placeholder || "",
    error: isWrong,
    onChange: (event: { currentTarget: { value: string } }) => set(event.currentTarget.value),
    lang: language,
  };
  return (
    <div className={classes.field}>
      <div className={classes.fieldHead}>
        <label htmlFor={id} className={classes.label}>
          {label}
        </label>
        {hasVariables && <VariableMenu onInsert={insert} />}
        {room !== undefined && (
          <span className={classes.count} data-over={length > room || undefined} title={t`Characters`}>
            {length}/{room}
          </span>
        )}
      </div>
      {description && (
        <p id={`${id}-about`} className={classes.about}>
          {description}
        </p>
      )}
      {isLong ? <Textarea autosize minRows={2} maxRows={8} {...shared} /> : <TextInput {...shared} />}
      <Fallbacks text={text} onChange={set} />
      <Findings path={path} id={`${id}-said`} />
    </div>
  );
}

/** Each place that is filled, and what stands there for visitors of whom it is not known. */
function Fallbacks({ text, onChange }: { text: string; onChange: (text: string) => void }) {
  const { isDisabled } = useDesigner();
  const { t } = useLingui();
  const variables = variablesIn(text);
  if (variables.length === 0) return null;
  return (
    <ul className={classes.fallbacks}>
      {variables.map(({ trait, fallback }, nth) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: places of one text have no other name
        <li key={nth}>
          <span>
            <Trans>
              <b>{trait}</b>, where it is not known:
            </Trans>
          </span>
          <TextInput
            size="xs"
            aria-label={t`Instead of ${trait}`}
            required
            disabled={isDisabled}
            error={!fallback}
            value={fallback ?? ""}
            onChange={(event) => onChange(withFallback(text, nth, event.currentTarget.value))}
          />
        </li>
      ))}
    </ul>
  );
}
