// The traits that are written: each with its name, its kind and its value. Names and values that the shop's data has are
// offered; any other may be written.

import { Trans, useLingui } from "@lingui/react/macro";
import { ActionIcon, Autocomplete, Button, NativeSelect } from "@mantine/core";
import { IconPlus, IconTrash } from "@tabler/icons-react";
import { useEffect, useRef, useState } from "react";
import fieldset from "../../../ui/fieldset.module.css";
import { fieldName } from "../../../words/attributes";
import type { KnownValue } from "../../conditions/model/vocabulary";
import { Figure } from "../fields/Figure";
import { errorAt } from "../fields/problemsAt";
import { WaySelect } from "../fields/WaySelect";
import { waysOut } from "../model/scenario";
import {
  addTrait,
  asTraitType,
  canAddTrait,
  isTraitName,
  MOST_TRAITS,
  removeTrait,
  renameTrait,
  setTrait,
  TRAIT_TYPES,
  type TraitType,
  traitsOf,
  traitType,
} from "../model/traits";
import { useStudio } from "../studio";
import type { FormProps } from "./StepPanel";
import classes from "./StepPanel.module.css";

export function TraitsForm(props: FormProps) {
  const { t } = useLingui();
  const { step, change, problems } = props;
  const traits = traitsOf(step);
  const rows = Object.keys(traits);
  const [way] = waysOut(step);
  const list = useRef<HTMLDivElement>(null);
  const isAdded = useRef(false);
  const count = rows.length;
  useEffect(() => {
    if (!isAdded.current || count === 0) return;
    isAdded.current = false;
    list.current?.querySelector<HTMLElement>(":scope > fieldset:last-of-type input")?.focus();
  }, [count]);
  // What a row says itself is not said twice.
  const wrong = errorAt(problems, "set");
  const isSaidInRow = rows.some((name) => !isTraitName(name)) && count <= MOST_TRAITS;
  return (
    <div className={classes.form}>
      <p className={fieldset.small}>
        <Trans>
          What is remembered of the visitor from here on. Segments, audiences and branches can ask for it.
        </Trans>
      </p>
      <div ref={list} className={classes.form}>
        {rows.map((name, place) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: its name is typed in while it is open
          <Row key={place} {...props} name={name} value={traits[name]} />
        ))}
      </div>
      {wrong && !isSaidInRow && (
        <p className={fieldset.wrong} role="alert">
          {wrong}
        </p>
      )}
      <Button
        className={fieldset.start}
        variant="default"
        size="xs"
        leftSection={<IconPlus size={14} aria-hidden />}
        disabled={!canAddTrait(step)}
        title={count >= MOST_TRAITS ? t`At most ${MOST_TRAITS} attributes` : undefined}
        onClick={() => {
          isAdded.current = true;
          change(addTrait(step), null);
        }}
      >
        <Trans>Add an attribute</Trans>
      </Button>
      {way && <WaySelect {...props} way={way} error={errorAt(problems, "next")} />}
    </div>
  );
}

interface RowProps extends FormProps {
  name: string;
  value: unknown;
}

const KNOWN_TYPES: Readonly<Record<string, TraitType>> = { number: "number", boolean: "boolean" };

function Row({ name, value, ...props }: RowProps) {
  const { t } = useLingui();
  const { step, change, problems } = props;
  const { vocabulary, words } = useStudio();
  const known = vocabulary.traits.find((trait) => trait.name === name);
  const shown = fieldName(words, name) || t`New attribute`;
  const type = traitType(value);
  const types: Record<TraitType, string> = {
    text: t`A text`,
    number: t`A number`,
    boolean: t`A yes or no`,
    removed: t`Remove it`,
  };
  const rename = (to: string) => {
    const made = renameTrait(step, name, to);
    const usual = KNOWN_TYPES[vocabulary.traits.find((trait) => trait.name === to)?.type ?? ""];
    // A value that nobody has typed yet takes the kind that the shop's data has.
    change(usual && value === "" ? setTrait(made, to, asTraitType(value, usual)) : made, null);
  };
  const put = (next: unknown) => change(setTrait(step, name, next), `set ${name}`);
  return (
    <fieldset className={classes.trait} aria-label={shown}>
      <div className={classes.traitHead}>
        <NameField
          name={name}
          rename={rename}
          step={step}
          isAskedFor={errorAt(problems, "set") !== undefined}
        />
        <ActionIcon
          className={classes.takeOut}
          aria-label={t`Take “${shown}” out`}
          disabled={Object.keys(traitsOf(step)).length === 1}
          onClick={() => change(removeTrait(step, name), null)}
        >
          <IconTrash size={16} aria-hidden />
        </ActionIcon>
      </div>
      <div className={classes.traitValue}>
        <NativeSelect
          size="xs"
          aria-label={t`What is written into “${shown}”`}
          value={type ?? ""}
          data={[
            ...TRAIT_TYPES.map((one) => ({ value: one, label: types[one] })),
            ...(type === null ? [{ value: "", label: t`Another kind` }] : []),
          ]}
          onChange={(event) => {
            const to = event.currentTarget.value;
            if (to !== "") change(setTrait(step, name, asTraitType(value, to as TraitType)), null);
          }}
        />
        <ValueField
          type={type}
          label={t`Value of “${shown}”`}
          value={value}
          known={known}
          error={name === "" ? undefined : errorAt(problems, `set.${name}`)}
          onChange={put}
        />
      </div>
    </fieldset>
  );
}

interface NameFieldProps {
  name: string;
  rename: (to: string) => void;
  step: FormProps["step"];
  /** Publishing would be refused for a name. */
  isAskedFor: boolean;
}

/** Taken over when it is left or chosen: what stands there while somebody types may be another row's name. */
function NameField({ name, rename, step, isAskedFor }: NameFieldProps) {
  const { t } = useLingui();
  const { vocabulary, words } = useStudio();
  const [typing, setTyping] = useState<string | null>(null);
  const typed = typing ?? name;
  const taken = Object.keys(traitsOf(step));
  const isTaken = typed !== name && taken.includes(typed);
  const error = isTaken
    ? t`Another row writes it already.`
    : typed !== "" && !isTraitName(typed)
      ? t`Without dots, and not beginning with $.`
      : name === "" && isAskedFor
        ? t`Choose an attribute, or type a name.`
        : undefined;
  const take = (to: string) => {
    setTyping(null);
    const wanted = to.trim();
    if (wanted !== "" && !taken.includes(wanted)) rename(wanted);
  };
  const said = fieldName(words, name);
  return (
    <Autocomplete
      size="xs"
      className={classes.traitName}
      label={t`Attribute`}
      description={said !== name ? said : undefined}
      inputWrapperOrder={["label", "input", "description", "error"]}
      placeholder={t`Choose or type`}
      data={vocabulary.traits
        .map((trait) => trait.name)
        .filter((one) => one === name || !taken.includes(one))}
      value={typed}
      error={error}
      renderOption={({ option }) => {
        const read = fieldName(words, option.value);
        return (
          <span>
            {read}
            {read !== option.value && <small style={{ opacity: 0.75 }}> {option.value}</small>}
          </span>
        );
      }}
      onChange={setTyping}
      onOptionSubmit={take}
      onBlur={() => take(typed)}
      onKeyDown={(event) => {
        if (event.key === "Enter" && !event.nativeEvent.isComposing) take(typed);
      }}
    />
  );
}

interface ValueFieldProps {
  type: TraitType | null;
  label: string;
  value: unknown;
  known: KnownValue | undefined;
  error: string | undefined;
  onChange: (value: unknown) => void;
}

function ValueField({ type, label, value, known, error, onChange }: ValueFieldProps) {
  const { t } = useLingui();
  switch (type) {
    case "text":
      return (
        <Autocomplete
          size="xs"
          aria-label={label}
          data={
            [
              ...new Set((known?.values ?? []).filter((one) => typeof one === "string" && one !== "")),
            ] as string[]
          }
          value={String(value)}
          error={error}
          onChange={onChange}
        />
      );
    case "number":
      return <Figure size="xs" aria-label={label} value={Number(value)} error={error} onChange={onChange} />;
    case "boolean":
      return (
        <NativeSelect
          size="xs"
          aria-label={label}
          value={String(value)}
          error={error}
          data={[
            { value: "true", label: t`Yes` },
            { value: "false", label: t`No` },
          ]}
          onChange={(event) => onChange(event.currentTarget.value === "true")}
        />
      );
    case "removed":
      return (
        <p className={fieldset.small}>
          <Trans>As if nobody had ever said it.</Trans>
        </p>
      );
    case null:
      return (
        <code className={classes.written}>
          {JSON.stringify(value)}
          {error && <span className={fieldset.wrong}>{error}</span>}
        </code>
      );
  }
}
