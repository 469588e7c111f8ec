// What a week of each running campaign asked of attention: shows times their price, as a share of all.

import { Trans, useLingui } from "@lingui/react/macro";
import { useMemo } from "react";
import { type Column, DataTable } from "../../../ui/DataTable";
import { Count } from "../../../ui/figures";
import { LinkText } from "../../../ui/Link";
import { useFormat } from "../../../ui/manner";
import { formatName } from "../../../words/formats";
import type { Asked } from "./collisions";
import classes from "./collisions.module.css";

const ROW_HEIGHT = 60;

export function AskedTable({ rows }: { rows: Asked[] }) {
  const { t } = useLingui();
  const columns = useMemo<Column<Asked>[]>(
    () => [
      { key: "name", header: t`Campaign`, sort: (row) => row.name, cell: (row) => <Name row={row} /> },
      {
        key: "share",
        header: t`Share of all`,
        width: "clamp(120px, 20vw, 240px)",
        sort: (row) => row.share,
        cell: (row) => <Share row={row} />,
      },
      {
        key: "shown",
        header: t`Shows`,
        width: "96px",
        align: "end",
        isExtra: true,
        sort: (row) => row.shown,
        cell: (row) => <Count value={row.shown} />,
      },
      {
        key: "lost",
        header: t`Gave way`,
        width: "112px",
        align: "end",
        isExtra: true,
        sort: (row) => row.lost,
        cell: (row) => <Count value={row.lost} />,
      },
      {
        key: "unaffordable",
        header: t`No attention left`,
        width: "148px",
        align: "end",
        isExtra: true,
        sort: (row) => row.unaffordable,
        cell: (row) => <Count value={row.unaffordable} />,
      },
    ],
    [t],
  );
  return (
    <DataTable
      label={t`Attention in the last seven days`}
      rows={rows}
      columns={columns}
      rowKey={(row) => row.key}
      rowHeight={ROW_HEIGHT}
    />
  );
}

function Name({ row }: { row: Asked }) {
  const format = formatName(row.format);
  return (
    <div className={classes.who}>
      <LinkText to="/campaigns/$key" params={{ key: row.key }} className={classes.cut}>
        {row.name}
      </LinkText>
      <span className={classes.note}>
        <Trans>
          {format}, {row.price} points a show
        </Trans>
      </span>
    </div>
  );
}

function Share({ row }: { row: Asked }) {
  const format = useFormat();
  return (
    <div className={classes.share}>
      <span className={classes.track} aria-hidden>
        <span className={classes.bar} style={{ width: `${row.share * 100}%` }} />
      </span>
      <span className={classes.note}>
        <Trans>
          {format.percent(row.share, 0)} · {format.count(row.points)} points
        </Trans>
      </span>
    </div>
  );
}
