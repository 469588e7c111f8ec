// A part of a message that is there only where it is used: a heading, a way to take it away, its fields.

import { useLingui } from "@lingui/react/macro";
import { ActionIcon, TextInput } from "@mantine/core";
import { IconX } from "@tabler/icons-react";
import { type ReactNode, useId, useRef } from "react";
import { useDesigner } from "./context";
import classes from "./designer.module.css";
import { Findings, useFound } from "./Findings";

export interface PartProps {
  name: string;
  title: string;
  onRemove?: () => void;
  children: ReactNode;
}

export function Part({ name, title, onRemove, children }: PartProps) {
  const { isDisabled } = useDesigner();
  const { t } = useLingui();
  return (
    <section className={classes.part} aria-label={title} data-part={name}>
      <div className={classes.partHead}>
        <h4 className={classes.partTitle}>{title}</h4>
        {onRemove && (
          <ActionIcon aria-label={t`Remove: ${title}`} disabled={isDisabled} onClick={onRemove}>
            <IconX size={16} aria-hidden />
          </ActionIcon>
        )}
      </div>
      {children}
    </section>
  );
}

export interface PlainFieldProps {
  path: string;
  label: string;
  value: string | undefined;
  onChange: (value: string) => void;
  placeholder?: string;
  description?: string;
  type?: string;
}

/** A value that no visitor reads as text: an address, a selector. */
export function PlainField(props: PlainFieldProps) {
  const { path, label, value, onChange, placeholder, description, type = "text" } = props;
  const { isDisabled } = useDesigner();
  const id = useId();
  const field = useRef<HTMLInputElement>(null);
  const isWrong = useFound(path, field, !!description && `${id}-about`, `${id}-said`);
  return (
    <div className={classes.field}>
      <label htmlFor={id} className={classes.label}>
        {label}
      </label>
      {description && (
        <p id={`${id}-about`} className={classes.about}>
          {description}
        </p>
      )}
      <TextInput
        id={id}
        ref={field}
        placeholder={placeholder ?? ""}
        type={type}
        disabled={isDisabled}
        error={isWrong}
        value={value ?? ""}
        onChange={(event) => onChange(event.currentTarget.value)}
      />
      <Findings path={path} id={`${id}-said`} />
    </div>
  );
}
