// The fields of a form that the visitor fills in.

import { Trans, useLingui } from "@lingui/react/macro";
import { ActionIcon, Button, Checkbox, NativeSelect, NumberInput } from "@mantine/core";
import { IconArrowDown, IconArrowUp, IconPlus, IconX } from "@tabler/icons-react";
import { isMade, keyFor } from "../step/keys";
import { shownIn } from "../step/languages";
import { type FieldKind, type FormField, move, type Option, put, putAt, type Text } from "../step/shape";
import { useDesigner, usePart } from "./context";
import classes from "./designer.module.css";
import { Findings } from "./Findings";
import { TextField } from "./TextField";

const COMPLETED: Partial<Record<FieldKind, string>> = { email: "email", tel: "tel" };

export function FormFields() {
  const { isDisabled } = useDesigner();
  const [fields = [], set] = usePart("fields");
  const { t } = useLingui();
  const keysBut = (at: number) => fields.filter((_, n) => n !== at).map(({ key }) => key);
  return (
    <div className={classes.group}>
      <ol className={classes.choices} aria-label={t`Fields`}>
        {fields.map((field, at) => (
          <FieldRow
            // biome-ignore lint/suspicious/noArrayIndexKey: a field's key changes while its label is written
            key={at}
            at={at}
            field={field}
            others={keysBut(at)}
            count={fields.length}
            onChange={(changed) => set(putAt(fields, at, changed))}
            onMove={(to) => set(move(fields, at, to))}
          />
        ))}
      </ol>
      <Findings path="fields" />
      <Button
        className={classes.start}
        variant="default"
        size="xs"
        leftSection={<IconPlus size={14} aria-hidden />}
        disabled={isDisabled || fields.length >= 20}
        onClick={() => set([...fields, { key: keyFor("", keysBut(-1), "field"), type: "text" }])}
      >
        <Trans>Add a field</Trans>
      </Button>
    </div>
  );
}

interface FieldRowProps {
  at: number;
  field: FormField;
  others: readonly string[];
  count: number;
  onChange: (field: FormField | undefined) => void;
  onMove: (to: number) => void;
}

function FieldRow({ at, field, others, count, onChange, onMove }: FieldRowProps) {
  const { own, isDisabled, storedKeys, language } = useDesigner();
  const { t } = useLingui();
  const path = `fields[${at}]`;
  const number = at + 1;
  const name = shownIn(field.label, language, own) || t`field ${number}`;
  const kind = field.type ?? "text";
  const kinds: Record<FieldKind, string> = {
    text: t`A line of text`,
    textarea: t`Several lines`,
    email: t`E-mail address`,
    tel: t`Telephone number`,
    number: t`A number`,
    select: t`One of a list`,
    checkbox: t`Yes or no`,
  };
  const label = (text: Text | undefined) => {
    const before = shownIn(field.label, own, own);
    const isFree = !storedKeys.has(field.key) && isMade(field.key, before, others, "field");
    const key = isFree ? keyFor(shownIn(text, own, own), others, "field") : field.key;
    onChange(put({ ...field, key }, "label", text));
  };
  const choose = (next: FieldKind) => {
    const plain = ["options", "min", "max", "max_length", "autocomplete"] as const;
    const kept = plain.reduce<FormField>((rest, name) => put(rest, name, undefined), field);
    onChange({
      ...put(kept, "autocomplete", COMPLETED[next]),
      type: next,
      ...(next === "select" && { options: field.options ?? [{ key: "option_1", label: "" }] }),
    });
  };
  return (
    <li className={classes.choice}>
      <div className={classes.choiceHead}>
        <div className={classes.grow}>
          <TextField path={`${path}.label`} label={t`Field ${number}`} value={field.label} onChange={label} />
        </div>
        <span className={classes.rowActs}>
          <ActionIcon
            aria-label={t`Move “${name}” up`}
            disabled={isDisabled || at === 0}
            onClick={() => onMove(at - 1)}
          >
            <IconArrowUp size={16} aria-hidden />
          </ActionIcon>
          <ActionIcon
            aria-label={t`Move “${name}” down`}
            disabled={isDisabled || at === count - 1}
            onClick={() => onMove(at + 1)}
          >
            <IconArrowDown size={16} aria-hidden />
          </ActionIcon>
          <ActionIcon
            aria-label={t`Remove “${name}”`}
            disabled={isDisabled || count === 1}
            onClick={() => onChange(undefined)}
          >
            <IconX size={16} aria-hidden />
          </ActionIcon>
        </span>
      </div>
      <div className={classes.inline}>
        <NativeSelect
          size="xs"
          aria-label={t`Kind of “${name}”`}
          disabled={isDisabled}
          value={kind}
          onChange={(event) => choose(event.currentTarget.value as FieldKind)}
          data={Object.entries(kinds).map(([value, words]) => ({ value, label: words }))}
        />
        <Checkbox
          size="xs"
          label={t`Must be filled in`}
          disabled={isDisabled}
          checked={field.required ?? false}
          onChange={(event) => onChange(put(field, "required", event.currentTarget.checked || undefined))}
        />
      </div>
      {kind === "number" && <Range path={path} field={field} onChange={onChange} />}
      {kind === "select" && (
        <Options
          path={path}
          options={field.options ?? []}
          onChange={(options) => onChange({ ...field, options })}
        />
      )}
      <TextField
        path={`${path}.help`}
        label={t`Help below it`}
        value={field.help}
        onChange={(help) => onChange(put(field, "help", help))}
      />
    </li>
  );
}

function Range({
  path,
  field,
  onChange,
}: {
  path: string;
  field: FormField;
  onChange: (field: FormField) => void;
}) {
  const { isDisabled } = useDesigner();
  const { t } = useLingui();
  const number = (name: "min" | "max", label: string) => (
    <NumberInput
      size="xs"
      label={label}
      disabled={isDisabled}
      value={field[name] ?? ""}
      onChange={(value) => onChange(put(field, name, value === "" ? undefined : Number(value)))}
    />
  );
  return (
    <>
      <div className={classes.inline}>
        {number("min", t`Smallest number`)}
        {number("max", t`Greatest number`)}
      </div>
      <Findings path={`${path}.min`} />
    </>
  );
}

function Options({
  path,
  options,
  onChange,
}: {
  path: string;
  options: readonly Option[];
  onChange: (options: Option[]) => void;
}) {
  const { own, isDisabled, storedKeys } = useDesigner();
  const { t } = useLingui();
  const keysBut = (at: number) => options.filter((_, n) => n !== at).map(({ key }) => key);
  const label = (at: number, text: Text | undefined) => {
    const option = options[at] as Option;
    const others = keysBut(at);
    const isFree =
      !storedKeys.has(option.key) && isMade(option.key, shownIn(option.label, own, own), others, "option");
    const key = isFree ? keyFor(shownIn(text, own, own), others, "option") : option.key;
    onChange(putAt(options, at, { key, label: text ?? "" }));
  };
  return (
    <div className={classes.options}>
      {options.map((option, at) => {
        const number = at + 1;
        return (
          // biome-ignore lint/suspicious/noArrayIndexKey: an option's key changes while its label is written
          <div key={at} className={classes.choiceHead}>
            <div className={classes.grow}>
              <TextField
                path={`${path}.options[${at}].label`}
                label={t`To choose ${number}`}
                value={option.label}
                onChange={(text) => label(at, text)}
              />
            </div>
            <span className={classes.rowActs}>
              <ActionIcon
                aria-label={t`Remove the choice ${number}`}
                disabled={isDisabled}
                onClick={() => onChange(putAt(options, at, undefined))}
              >
                <IconX size={16} aria-hidden />
              </ActionIcon>
            </span>
          </div>
        );
      })}
      <Findings path={`${path}.options`} />
      <Button
        className={classes.start}
        variant="subtle"
        size="compact-xs"
        disabled={isDisabled}
        onClick={() => onChange([...options, { key: keyFor("", keysBut(-1), "option"), label: "" }])}
      >
        <Trans>Add to the list</Trans>
      </Button>
    </div>
  );
}
