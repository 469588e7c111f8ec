// The name of an event: those that have come, then those that shops usually send; any other may be written.

import { useLingui } from "@lingui/react/macro";
import { Autocomplete, type OptionsFilter } from "@mantine/core";
import { useMemo } from "react";
import { EVENT_NAMES, eventName } from "../../../words/eventNames";
import { useStudio } from "../studio";

export interface EventFieldProps {
  label: string;
  description?: string;
  value: string;
  error?: string | undefined;
  onChange: (value: string) => void;
}

export function EventField({ label, description, value, error, onChange }: EventFieldProps) {
  const { t } = useLingui();
  const { words, vocabulary } = useStudio();
  const options = useMemo(() => {
    const seen = vocabulary.events.map(({ name }) => name);
    const usual = EVENT_NAMES.filter((name) => !seen.includes(name));
    return [
      { group: t`Have come lately`, items: seen },
      { group: t`Shops usually send`, items: usual },
    ].filter(({ items }) => items.length > 0);
  }, [vocabulary, t]);
  const named = (name: string) => eventName(words, name, "plain");
  return (
    <Autocomplete
      label={label}
      description={description ?? (named(value) === value ? undefined : value)}
      inputWrapperOrder={["label", "input", "description", "error"]}
      data={options}
      value={named(value)}
      error={error}
      filter={({ options: all, search }) => (search === named(value) ? all : found(all, search, named))}
      renderOption={({ option }) => (
        <span>
          {named(option.value)}
          {named(option.value) !== option.value && <small style={{ opacity: 0.75 }}> {option.value}</small>}
        </span>
      )}
      onChange={(typed) => onChange(eventNamed(typed, options, named))}
    />
  );
}

type Options = Parameters<OptionsFilter>[0]["options"];

/** By the name as it is read, or as the shop sends it. */
function found(options: Options, search: string, named: (name: string) => string): Options {
  const wanted = search.trim().toLowerCase();
  const fits = ({ value }: { value: string }) => `${value} ${named(value)}`.toLowerCase().includes(wanted);
  return options
    .map((one) => ("group" in one ? { ...one, items: one.items.filter(fits) } : one))
    .filter((one) => ("group" in one ? one.items.length > 0 : fits(one)));
}

/** What is typed may be the name as it is read, or as the shop sends it. */
function eventNamed(
  typed: string,
  options: readonly { items: readonly string[] }[],
  named: (name: string) => string,
): string {
  return options.flatMap(({ items }) => items).find((name) => named(name) === typed) ?? typed;
}
