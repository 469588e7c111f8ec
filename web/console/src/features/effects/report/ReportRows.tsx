// Campaigns of a week that are worth a word, each with its sentence and what it comes to.

import { Trans } from "@lingui/react/macro";
import type { ReportRow } from "../../../api/types";
import { Explain } from "../../../ui/Explain";
import { LinkText } from "../../../ui/Link";
import { useFormat } from "../../../ui/manner";
import { StatusBadge } from "../../../ui/StatusBadge";
import { liftRange } from "../../../words/amounts";
import { useWords } from "../../../words/useWords";
import { LiftBar, useLiftScale } from "../LiftBar";
import { toneOf } from "../order";
import layout from "../rows.module.css";
import { reportTold, verdictWord, worthWords } from "../sentences";
import classes from "./Report.module.css";

export function ReportRows({ rows, none }: { rows: readonly ReportRow[]; none: string }) {
  const scale = useLiftScale(rows.map(({ lift_low, lift_high }) => ({ low: lift_low, high: lift_high })));
  if (rows.length === 0) return <p className={classes.none}>{none}</p>;
  return (
    <ul className={classes.rows}>
      {rows.map((row) => (
        <li key={`${row.campaign} ${row.arm} ${row.metric}`} className={classes.row}>
          <Told row={row} />
          {(row.lift_low !== null || row.lift_high !== null) && <Bar row={row} scale={scale} />}
        </li>
      ))}
    </ul>
  );
}

function Told({ row }: { row: ReportRow }) {
  const words = useWords();
  const { count } = useFormat();
  return (
    <div className={classes.told}>
      <span className={classes.name}>
        <LinkText to="/campaigns/$key/effect" params={{ key: row.campaign }} fw={600}>
          {row.name || row.campaign}
        </LinkText>
        <StatusBadge tone={toneOf(row.verdict)}>
          {verdictWord(words, row.verdict, row.why === "guardrail" ? "guardrail" : "goal")}
        </StatusBadge>
      </span>
      <span>
        {reportTold(words, row)} <Explain figure={row.metric} />{" "}
        {row.worth_a_month && worthWords(words, row.worth_a_month, false)}
      </span>
      <span className={layout.soft}>
        <Trans>{count(row.visitors)} visitors counted</Trans>
      </span>
    </div>
  );
}

function Bar({ row, scale }: { row: ReportRow; scale: ReturnType<typeof useLiftScale> }) {
  const words = useWords();
  const { lift_low: low, lift_high: high, verdict } = row;
  return (
    <div className={classes.bar}>
      <LiftBar
        scale={scale}
        low={low}
        high={high}
        tone={toneOf(verdict)}
        text={liftRange(words, low, high)}
      />
    </div>
  );
}
