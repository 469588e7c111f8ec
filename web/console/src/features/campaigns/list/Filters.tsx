// Which campaigns are listed: by status, tag and words.

import { Trans, useLingui } from "@lingui/react/macro";
import { CloseButton, Select, TextInput, UnstyledButton } from "@mantine/core";
import { IconSearch } from "@tabler/icons-react";
import type { Status } from "../../../api/types";
import { statusName } from "../../../words/status";
import { STATUSES } from "../CampaignStatus";
import classes from "./Filters.module.css";
import type { Filter } from "./rows";

export interface FiltersProps {
  filter: Filter;
  setFilter: (change: Partial<Filter>) => void;
  counts: Record<Status, number>;
  tags: string[];
}

export function Filters({ filter, setFilter, counts, tags }: FiltersProps) {
  const { t } = useLingui();
  const all = STATUSES.reduce((sum, status) => sum + counts[status], 0);
  const choice = (status: Status | null, name: string, count: number) => (
    <UnstyledButton
      key={status ?? "all"}
      className={classes.status}
      aria-pressed={filter.status === status}
      onClick={() => setFilter({ status })}
    >
      {name} <span className={classes.count}>{count}</span>
    </UnstyledButton>
  );
  return (
    <search className={classes.filters}>
      <fieldset className={classes.statuses} aria-label={t`Status`}>
        {choice(null, t`All`, all)}
        {STATUSES.filter((status) => counts[status] > 0).map((status) =>
          choice(status, statusName(status), counts[status]),
        )}
      </fieldset>
      <div className={classes.fields}>
        {tags.length > 0 && (
          <Select
            size="xs"
            className={classes.tag}
            aria-label={t`Tag`}
            placeholder={t`Any tag`}
            data={tags}
            value={filter.tag}
            onChange={(tag) => setFilter({ tag })}
            clearable
            clearButtonProps={{ "aria-label": t`Any tag` }}
          />
        )}
        <TextInput
          size="xs"
          className={classes.words}
          type="search"
          aria-label={t`Find a campaign`}
          placeholder={t`Find a campaign`}
          leftSection={<IconSearch size={14} aria-hidden />}
          value={filter.words}
          onChange={(event) => setFilter({ words: event.currentTarget.value })}
          rightSection={
            filter.words && (
              <CloseButton size="xs" aria-label={t`Clear`} onClick={() => setFilter({ words: "" })} />
            )
          }
        />
      </div>
    </search>
  );
}

export const NoneFits = ({ reset }: { reset: () => void }) => (
  <p className={classes.none}>
    <Trans>No campaign fits these filters.</Trans>{" "}
    <UnstyledButton className={classes.reset} onClick={reset}>
      <Trans>Show all</Trans>
    </UnstyledButton>
  </p>
);
