// What narrows the live list. All of it stands in the address.

import { Trans, useLingui } from "@lingui/react/macro";
import { Chip, CloseButton, Select, TextInput } from "@mantine/core";
import { IconSearch } from "@tabler/icons-react";
import { useNavigate } from "@tanstack/react-router";
import { type KeyboardEvent, useMemo } from "react";
import type { LiveVisitor } from "../../../api/types";
import { useWords } from "../../../words/useWords";
import { useDeviceName } from "./cells";
import { choicesIn, type LiveFilter } from "./filter";
import classes from "./LiveFilters.module.css";
import { LIVE_ORDERS, type LiveOrder } from "./merge";

export interface LiveFiltersProps {
  rows: readonly LiveVisitor[];
  filter: LiveFilter;
  order: LiveOrder;
  onFilter: (change: Partial<LiveFilter>) => void;
  onOrder: (order: LiveOrder) => void;
}

export function LiveFilters({ rows, filter, order, onFilter, onOrder }: LiveFiltersProps) {
  const { t } = useLingui();
  const words = useWords();
  const deviceName = useDeviceName();
  const choices = useMemo(() => choicesIn(rows), [rows]);
  const counted = (name: string, count: number) => `${name} (${count})`;
  const orders: Record<LiveOrder, string> = {
    active: t`Last act first`,
    cart: t`Fullest cart first`,
    pages: t`Most pages first`,
    visits: t`Most visits first`,
  };
  return (
    <div className={classes.filters}>
      <FindField text={filter.text} onText={(text) => onFilter({ text })} />
      <div className={classes.chips}>
        <Chip checked={filter.withCart} onChange={(withCart) => onFilter({ withCart })}>
          <Trans>With a cart</Trans>
        </Chip>
        <Chip checked={filter.known} onChange={(known) => onFilter({ known })}>
          <Trans>Known members</Trans>
        </Chip>
        <Chip checked={filter.talking} onChange={(talking) => onFilter({ talking })}>
          <Trans>In a dialogue</Trans>
        </Chip>
      </div>
      <Select
        className={classes.select}
        aria-label={t`Segment`}
        placeholder={t`Segment`}
        clearable
        value={filter.segment}
        onChange={(segment) => onFilter({ segment })}
        data={choices.segments.map(([key, count]) => ({
          value: key,
          label: counted(words.segment(key), count),
        }))}
      />
      <Select
        className={classes.select}
        aria-label={t`Device`}
        placeholder={t`Device`}
        clearable
        value={filter.device}
        onChange={(device) => onFilter({ device })}
        data={choices.devices.map(([name, count]) => ({
          value: name,
          label: counted(deviceName(name), count),
        }))}
      />
      <Select
        className={classes.order}
        aria-label={t`Sorting`}
        allowDeselect={false}
        value={order}
        onChange={(chosen) => chosen && onOrder(chosen as LiveOrder)}
        data={LIVE_ORDERS.map((value) => ({ value, label: orders[value] }))}
      />
    </div>
  );
}

/** Narrows the list while typing; Enter looks for that id among everybody who ever came. */
function FindField({ text, onText }: { text: string; onText: (text: string) => void }) {
  const { t } = useLingui();
  const navigate = useNavigate();
  const find = (event: KeyboardEvent) => {
    const id = text.trim();
    if (event.key !== "Enter" || event.nativeEvent.isComposing || id === "") return;
    void navigate({ to: "/visitors/$id", params: { id } });
  };
  return (
    <TextInput
      className={classes.find}
      type="search"
      aria-label={t`Narrow by name, page or id; Enter opens the visitor with that id`}
      placeholder={t`Name, page or id (Enter opens an id)`}
      leftSection={<IconSearch size={16} aria-hidden />}
      rightSection={
        text === "" ? null : <CloseButton size="sm" aria-label={t`Clear`} onClick={() => onText("")} />
      }
      value={text}
      onChange={(event) => onText(event.currentTarget.value)}
      onKeyDown={find}
    />
  );
}
