// Campaigns with what is known of each: a table where there is room, one below the other on a phone.

import { Trans, useLingui } from "@lingui/react/macro";
import type { EffectSummary } from "../../../api/types";
import { useIsNarrow } from "../../../ui/columns";
import { Explain, Explained } from "../../../ui/Explain";
import { FigureKey } from "../../../ui/FigureKey";
import { LinkText } from "../../../ui/Link";
import { useFormat } from "../../../ui/manner";
import { StatusBadge } from "../../../ui/StatusBadge";
import { liftRange, worthRange } from "../../../words/amounts";
import { statusName } from "../../../words/status";
import { useWords } from "../../../words/useWords";
import { LiftBar, useLiftScale } from "../LiftBar";
import { byUrgency, shownVerdict, toneOf } from "../order";
import layout from "../rows.module.css";
import { daysWords, decisionWord, rowTold, tellsPoint } from "../sentences";
import classes from "./EffectRows.module.css";

export function EffectRows({ rows }: { rows: readonly EffectSummary[] }) {
  const isNarrow = useIsNarrow();
  const ordered = byUrgency(rows);
  const scale = useLiftScale(rows.map(({ lift_low, lift_high }) => ({ low: lift_low, high: lift_high })));
  return isNarrow ? <Cards rows={ordered} scale={scale} /> : <Rows rows={ordered} scale={scale} />;
}

interface Shown {
  rows: readonly EffectSummary[];
  scale: ReturnType<typeof useLiftScale>;
}

function Rows({ rows, scale }: Shown) {
  const { t } = useLingui();
  return (
    <table className={layout.table} data-roomy aria-label={t`Campaigns`}>
      <thead>
        <tr>
          <th scope="col">
            <Trans>Campaign</Trans>
          </th>
          <th scope="col" className={classes.verdict}>
            <Explained figure="verdict" />
          </th>
          <th scope="col" className={classes.lift}>
            <Explained figure="lift" />
          </th>
          <th scope="col" className={classes.worth}>
            <Explained figure="worth_a_month" />
          </th>
          <th scope="col" className={classes.days}>
            <Explained figure="days_left">
              <Trans>Days left</Trans>
            </Explained>
          </th>
        </tr>
      </thead>
      <tbody>
        {rows.map((row) => (
          <tr key={row.campaign}>
            <th scope="row">
              <Name row={row} />
            </th>
            <td>
              <Verdict row={row} />
            </td>
            <td>
              <Lift row={row} scale={scale} />
            </td>
            <td className={layout.figure}>
              <Worth row={row} />
            </td>
            <td className={layout.figure}>
              <Days row={row} />
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

const Cards = ({ rows, scale }: Shown) => (
  <>
    <FigureKey figures={["verdict", "lift", "worth_a_month", "days_left"]} />
    <ul className={layout.cards}>
      {rows.map((row) => (
        <li key={row.campaign} className={layout.card}>
          <span className={classes.judged}>
            <Verdict row={row} />
          </span>
          <Name row={row} />
          <Lift row={row} scale={scale} />
          <span className={layout.pair}>
            <span className={layout.soft}>
              <Trans>A month</Trans>
            </span>
            <Worth row={row} />
          </span>
          {row.days_left !== null && (
            <span className={layout.pair}>
              <span className={layout.soft}>
                <Trans>Days left</Trans>
              </span>
              <Days row={row} />
            </span>
          )}
        </li>
      ))}
    </ul>
  </>
);

function Name({ row }: { row: EffectSummary }) {
  const words = useWords();
  return (
    <span className={classes.name}>
      <LinkText to="/campaigns/$key/effect" params={{ key: row.campaign }} fw={600}>
        {row.name || row.campaign}
      </LinkText>
      {row.status !== "running" && <span className={classes.status}>{statusName(row.status)}</span>}
      <span className={classes.sentence}>
        {rowTold(words, row)} {row.decision === "promote" && <Explain figure="believed" />}
      </span>
    </span>
  );
}

function Verdict({ row }: { row: EffectSummary }) {
  const words = useWords();
  const verdict = shownVerdict(row);
  return <StatusBadge tone={toneOf(verdict)}>{decisionWord(words, row)}</StatusBadge>;
}

function Lift({ row, scale }: { row: EffectSummary; scale: Shown["scale"] }) {
  const words = useWords();
  const { lift, lift_low: low, lift_high: high } = row;
  if (low === null && high === null)
    return (
      <span className={layout.soft}>
        <Trans>Not known yet</Trans>
      </span>
    );
  return (
    <LiftBar
      scale={scale}
      low={low}
      high={high}
      point={tellsPoint(row.status) ? lift : null}
      tone={toneOf(row.verdict)}
      text={liftRange(words, low, high)}
    />
  );
}

function Worth({ row }: { row: EffectSummary }) {
  const words = useWords();
  return row.worth_a_month ? (
    <span className={layout.tabular}>{worthRange(words, row.worth_a_month)}</span>
  ) : (
    <span className={layout.soft}>–</span>
  );
}

function Days({ row }: { row: EffectSummary }) {
  const words = useWords();
  const { count } = useFormat();
  if (row.waits_too_long)
    return (
      <span className={layout.soft}>
        <Trans>Too long</Trans>
      </span>
    );
  return row.days_left === null ? (
    <span className={layout.soft}>–</span>
  ) : (
    <span title={count(row.days_left)}>{daysWords(words, row.days_left)}</span>
  );
}
