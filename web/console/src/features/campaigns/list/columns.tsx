// The columns of the campaign list.

import { Trans, useLingui } from "@lingui/react/macro";
import { memo, useMemo } from "react";
import type { Column } from "../../../ui/columns";
import { Count } from "../../../ui/figures";
import { LinkText } from "../../../ui/Link";
import { Tag } from "../../../ui/StatusBadge";
import { When } from "../../../ui/When";
import { formatName } from "../../../words/formats";
import { triggerLine } from "../../../words/trigger";
import type { Words } from "../../../words/words";
import { CampaignStatus } from "../CampaignStatus";
import { formatsOf } from "../text";
import { ArmGlance } from "./ArmGlance";
import classes from "./columns.module.css";
import { type CampaignRow, statusOrder } from "./rows";

export function useColumnsOfCampaigns(words: Words): Column<CampaignRow>[] {
  const { t } = useLingui();
  return useMemo(
    () => [
      {
        key: "status",
        header: t`Status`,
        width: "104px",
        sort: (row) => statusOrder(row.status),
        cell: (row) => <CampaignStatus status={row.status} />,
      },
      {
        key: "name",
        header: t`Campaign`,
        sort: (row) => row.name,
        cell: (row) => <Name row={row} words={words} />,
      },
      {
        key: "reach",
        header: t`Reached`,
        width: "96px",
        align: "end",
        isExtra: true,
        sort: (row) => row.reach ?? 0,
        cell: (row) => <Reach row={row} />,
      },
      {
        key: "arms",
        header: t`Reached the goal`,
        width: "260px",
        isExtra: true,
        cell: ({ figures, text }) =>
          figures && <ArmGlance arms={figures.arms} hasGoal={Boolean(text.goal)} />,
      },
      {
        key: "last",
        header: t`Spoke last`,
        width: "164px",
        isExtra: true,
        sort: (row) => row.figures?.last_decision_at ?? "",
        cell: (row) => <When at={row.figures?.last_decision_at} absent={t`Never`} />,
      },
    ],
    [t, words],
  );
}

/** Rows come and go while one scrolls: what a row shows is made once. */
const Name = memo(function Name({ row, words }: { row: CampaignRow; words: Words }) {
  const formats = formatsOf(row.text.arms).map(formatName);
  return (
    <div className={classes.name}>
      <span className={classes.title}>
        <LinkText to="/campaigns/$key" params={{ key: row.key }} className={classes.link} tabIndex={-1}>
          {row.name}
        </LinkText>
        {row.tags.map((tag) => (
          <Tag key={tag}>{tag}</Tag>
        ))}
      </span>
      <span className={classes.what}>
        {triggerLine(words, row.text.trigger)}
        {formats.length > 0 && ` · ${formats.join(words.language === "ja" ? "、" : ", ")}`}
      </span>
    </div>
  );
});

function Reach({ row }: { row: CampaignRow }) {
  return (
    <div className={classes.reach}>
      <Count value={row.reach} />
      {row.figures && row.figures.phase > 1 && (
        <span className={classes.phase}>
          <Trans>Phase {row.figures.phase}</Trans>
        </span>
      )}
    </div>
  );
}
