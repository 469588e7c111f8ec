// Every segment: who is in it, who comes and goes, which campaigns speak to it.

import { Trans, useLingui } from "@lingui/react/macro";
import { useQuery } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import { useMemo } from "react";
import { campaignTexts, segmentTexts } from "../../api/published";
import type { PublishedText, SegmentFigures } from "../../api/types";
import { useMay } from "../../app/session";
import { Answer } from "../../ui/Answer";
import { type Column, useIsNarrow } from "../../ui/columns";
import { DataTable } from "../../ui/DataTable";
import { EmptyState } from "../../ui/EmptyState";
import { Count } from "../../ui/figures";
import { LinkButton, LinkText } from "../../ui/Link";
import { Page } from "../../ui/Page";
import { TableSkeleton } from "../../ui/Skeletons";
import { conditionLine } from "../../words/condition";
import { nameOf } from "../../words/names";
import { useWords } from "../../words/useWords";
import { segmentFigures } from "./queries";
import classes from "./SegmentsPage.module.css";
import { conditionOf } from "./text";
import { usersOf } from "./usage";

const ROW_PX = 68;
const CARD_PX = 92;

interface Row {
  key: string;
  name: string;
  condition: string;
  figures: SegmentFigures | null;
  /** Campaigns, by name. */
  users: string[];
}

export function SegmentsPage() {
  const { t } = useLingui();
  const segments = useQuery(segmentTexts);
  const mayPublish = useMay("publish");
  return (
    <Page
      title={t`Segments`}
      lead={t`Named groups of visitors, which campaigns speak to.`}
      actions={
        mayPublish && (
          <LinkButton to="/segments/+new">
            <Trans>New segment</Trans>
          </LinkButton>
        )
      }
    >
      <Answer
        query={segments}
        skeleton={<TableSkeleton rows={6} rowHeight={ROW_PX} />}
        isEmpty={({ texts }) => texts.length === 0}
        empty={<NoSegments />}
      >
        {({ texts }) => <Segments texts={texts} />}
      </Answer>
    </Page>
  );
}

function Segments({ texts }: { texts: readonly PublishedText[] }) {
  const { t } = useLingui();
  const rows = useRows(texts);
  const columns = useSegmentColumns();
  const isNarrow = useIsNarrow();
  const navigate = useNavigate();
  return (
    <DataTable
      label={t`Segments`}
      rows={rows}
      columns={columns}
      rowKey={(row) => row.key}
      rowHeight={isNarrow ? CARD_PX : ROW_PX}
      onOpen={(row) => void navigate({ to: "/segments/$key", params: { key: row.key } })}
    />
  );
}

function useRows(texts: readonly PublishedText[]): Row[] {
  const words = useWords();
  const figures = useQuery(segmentFigures).data;
  const campaigns = useQuery(campaignTexts).data;
  return useMemo(() => {
    const users = usersOf(campaigns?.texts ?? []);
    const byKey = new Map(figures?.segments.map((one) => [one.key, one]));
    return texts.map((text) => ({
      key: text.key,
      name: nameOf(text),
      condition: conditionLine(words, conditionOf(text.text)),
      figures: byKey.get(text.key) ?? null,
      users: (users.get(text.key) ?? []).map(words.campaign),
    }));
  }, [texts, words, figures, campaigns]);
}

function useSegmentColumns(): Column<Row>[] {
  const { t } = useLingui();
  return useMemo(
    () => [
      { key: "name", header: t`Segment`, cell: (row) => <NameCell row={row} />, sort: (row) => row.name },
      {
        key: "size",
        header: t`Visitors`,
        width: "104px",
        align: "end",
        cell: (row) => <Count value={row.figures?.size} />,
        sort: (row) => row.figures?.size ?? -1,
      },
      {
        key: "flow",
        header: t`In 7 days`,
        width: "132px",
        align: "end",
        isExtra: true,
        cell: (row) => <FlowCell figures={row.figures} />,
        sort: (row) => (row.figures ? row.figures.entered_7d - row.figures.left_7d : 0),
      },
      {
        key: "users",
        header: t`Campaigns`,
        width: "26%",
        isExtra: true,
        cell: (row) => <UsersCell users={row.users} />,
        sort: (row) => row.users.length,
      },
    ],
    [t],
  );
}

const NameCell = ({ row }: { row: Row }) => (
  <div className={classes.name}>
    <LinkText
      to="/segments/$key"
      params={{ key: row.key }}
      tabIndex={-1}
      className={classes.link}
      onClick={(event) => event.stopPropagation()}
    >
      {row.name}
    </LinkText>
    <span className={classes.condition}>{row.condition}</span>
  </div>
);

function FlowCell({ figures }: { figures: SegmentFigures | null }) {
  if (!figures) return "–";
  return (
    <span className={classes.flow}>
      <span>
        <Trans>
          +<Count value={figures.entered_7d} /> in
        </Trans>
      </span>
      <span className={classes.faint}>
        <Trans>
          −<Count value={figures.left_7d} /> out
        </Trans>
      </span>
    </span>
  );
}

function UsersCell({ users }: { users: string[] }) {
  const [first, ...rest] = users;
  if (first === undefined) {
    return (
      <span className={classes.faint}>
        <Trans>Not used</Trans>
      </span>
    );
  }
  return (
    <span className={classes.users}>
      {first}
      {rest.length > 0 && ` +${rest.length}`}
    </span>
  );
}

function NoSegments() {
  const { t } = useLingui();
  const mayPublish = useMay("publish");
  return (
    <EmptyState
      title={t`No segment yet`}
      action={
        mayPublish && (
          <LinkButton to="/segments/+new">
            <Trans>Make the first segment</Trans>
          </LinkButton>
        )
      }
    >
      <Trans>
        A segment is a named condition, such as “a full cart” or “came twice”. Campaigns speak to it, and you
        see who is in it.
      </Trans>
    </EmptyState>
  );
}
