// The latest decisions of a campaign: when, about whom, what came of it and why.

import { Trans, useLingui } from "@lingui/react/macro";
import { Button } from "@mantine/core";
import { useNavigate } from "@tanstack/react-router";
import { useMemo, useState } from "react";
import type { DecisionRow } from "../../../api/types";
import { type Column, DataTable } from "../../../ui/DataTable";
import { LinkText } from "../../../ui/Link";
import { When } from "../../../ui/When";
import { outcomeName, reasonWords } from "../../../words/decision";
import type { Words } from "../../../words/words";
import classes from "./Outcomes.module.css";

/** Shown at first: enough to see what it is like. */
const FIRST = 12;

export function DecisionTable({ decisions, words }: { decisions: DecisionRow[]; words: Words }) {
  const { t } = useLingui();
  const navigate = useNavigate();
  const [isWhole, setWhole] = useState(false);
  const shown = isWhole ? decisions : decisions.slice(0, FIRST);
  const columns = useMemo<Column<DecisionRow>[]>(
    () => [
      { key: "at", header: t`When`, width: "164px", cell: (row) => <When at={row.at} /> },
      { key: "who", header: t`Visitor`, width: "190px", isExtra: true, cell: (row) => <Person row={row} /> },
      { key: "outcome", header: t`Outcome`, cell: (row) => <OutcomeCell row={row} words={words} /> },
      {
        key: "arm",
        header: t`Arm`,
        width: "120px",
        isExtra: true,
        cell: (row) => (row.arm === "control" ? t`Control` : row.arm),
      },
      {
        key: "phase",
        header: t`Phase`,
        width: "72px",
        align: "end",
        isExtra: true,
        cell: (row) => row.phase,
      },
    ],
    [t, words],
  );
  return (
    <>
      <DataTable
        label={t`Latest decisions`}
        rows={shown}
        columns={columns}
        rowKey={(row) => `${row.at} ${row.profile} ${row.outcome}`}
        onOpen={(row) => void navigate({ to: "/visitors/$id", params: { id: row.profile } })}
        empty={
          <p className={classes.none}>
            <Trans>No such decision in the last seven days.</Trans>
          </p>
        }
      />
      {shown.length < decisions.length && (
        <div>
          <Button variant="default" size="xs" onClick={() => setWhole(true)}>
            <Trans>Show all {decisions.length}</Trans>
          </Button>
        </div>
      )}
    </>
  );
}

const Person = ({ row }: { row: DecisionRow }) => (
  <LinkText to="/visitors/$id" params={{ id: row.profile }} tabIndex={-1} className={classes.person}>
    {row.anonymous_id ?? row.profile.slice(0, 12)}
  </LinkText>
);

const OutcomeCell = ({ row, words }: { row: DecisionRow; words: Words }) => (
  <>
    <span>{outcomeName(words, row.outcome)}</span>
    {row.reason && <span className={classes.why}>{reasonWords(words, row.reason)}</span>}
  </>
);
