// Which events are listed, and a stop so that one can read.

import { Trans, useLingui } from "@lingui/react/macro";
import { Button, Select, TextInput } from "@mantine/core";
import { useDebouncedCallback } from "@mantine/hooks";
import { IconPlayerPause, IconPlayerPlay, IconSearch } from "@tabler/icons-react";
import { useState } from "react";
import type { VerdictName } from "../../../api/types";
import type { ArrivalFilter } from "./arrivals";
import classes from "./Events.module.css";
import { useVerdictNames, VERDICTS } from "./Verdict";

export interface EventFiltersProps {
  filter: ArrivalFilter;
  setFilter: (change: Partial<ArrivalFilter>) => void;
  isPaused: boolean;
  setPaused: (isPaused: boolean) => void;
}

const typing_ms = 300;

export function EventFilters({ filter, setFilter, isPaused, setPaused }: EventFiltersProps) {
  const { t } = useLingui();
  const names = useVerdictNames();
  return (
    <search className={classes.filters}>
      <Select
        size="xs"
        className={classes.field}
        aria-label={t`What became of it`}
        placeholder={t`Anything`}
        data={VERDICTS.map((verdict) => ({ value: verdict, label: names[verdict] }))}
        value={filter.verdict}
        onChange={(verdict) => setFilter({ verdict: verdict as VerdictName | null })}
        clearable
        clearButtonProps={{ "aria-label": t`Anything` }}
      />
      <Typed label={t`Name of the event`} value={filter.name} set={(name) => setFilter({ name })} />
      <Typed
        label={t`Anything in it, or a visitor`}
        value={filter.words}
        set={(words) => setFilter({ words })}
      />
      <Button
        size="xs"
        variant="default"
        aria-pressed={isPaused}
        leftSection={
          isPaused ? <IconPlayerPlay size={14} aria-hidden /> : <IconPlayerPause size={14} aria-hidden />
        }
        onClick={() => setPaused(!isPaused)}
      >
        {isPaused ? <Trans>Go on</Trans> : <Trans>Hold still</Trans>}
      </Button>
    </search>
  );
}

/** Typed text goes into the address a moment after the last key. */
function Typed({ label, value, set }: { label: string; value: string; set: (text: string) => void }) {
  const [text, setText] = useState(value);
  const tell = useDebouncedCallback(set, typing_ms);
  return (
    <TextInput
      size="xs"
      className={classes.field}
      type="search"
      aria-label={label}
      placeholder={label}
      leftSection={<IconSearch size={14} aria-hidden />}
      value={text}
      onChange={(event) => {
        setText(event.currentTarget.value);
        tell(event.currentTarget.value);
      }}
    />
  );
}
