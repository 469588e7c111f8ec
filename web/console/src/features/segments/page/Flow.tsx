// Who came in and went out, day by day: up for those who came, down for those who left, from one zero line.

import { Trans, useLingui } from "@lingui/react/macro";
import { Button } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import type { SegmentFlow } from "../../../api/types";
import { Answer } from "../../../ui/Answer";
import { Count } from "../../../ui/figures";
import { useFormat } from "../../../ui/manner";
import { When } from "../../../ui/When";
import { segmentFlow } from "../queries";
import classes from "./Flow.module.css";

const HEIGHT_PX = 176;

export function Flow({ segmentKey }: { segmentKey: string }) {
  const query = useQuery(segmentFlow(segmentKey));
  const [isTable, setTable] = useState(false);
  return (
    <Answer query={query} skeleton={<div className={classes.waiting} />}>
      {(flow) => (
        <>
          {isTable ? <FlowTable flow={flow} /> : <FlowBars flow={flow} />}
          <CountedSince flow={flow} />
          <div>
            <Button variant="subtle" size="compact-sm" onClick={() => setTable(!isTable)}>
              {isTable ? <Trans>Show as bars</Trans> : <Trans>Show as a table</Trans>}
            </Button>
          </div>
        </>
      )}
    </Answer>
  );
}

/** The days before it are not whole, or were not counted at all. */
const CountedSince = ({ flow }: { flow: SegmentFlow }) => (
  <p className={classes.since}>
    <Trans>
      Counted since <When at={flow.counted_since} />.
    </Trans>
  </p>
);

function FlowBars({ flow }: { flow: SegmentFlow }) {
  const { t } = useLingui();
  const { count, day } = useFormat();
  const entered = Math.max(1, ...flow.days.map((one) => one.entered));
  const left = Math.max(1, ...flow.days.map((one) => one.left));
  const share = (value: number) => `${(value / (entered + left)) * 100}%`;
  const sum = (name: "entered" | "left") => flow.days.reduce((total, one) => total + one[name], 0);
  const summary = t`In ${flow.days.length} days ${count(sum("entered"))} came in and ${count(sum("left"))} went out.`;
  return (
    <figure>
      <figcaption className={classes.caption}>
        <span>{summary}</span>
        <span className={classes.key} data-way="entered">
          <Trans>came in</Trans>
        </span>
        <span className={classes.key} data-way="left">
          <Trans>went out</Trans>
        </span>
      </figcaption>
      <div className={classes.bars} style={{ height: HEIGHT_PX }} aria-hidden>
        {flow.days.map((one) => (
          <div
            key={one.date}
            className={classes.day}
            title={`${day(noon(one.date))}  +${count(one.entered)} −${count(one.left)}`}
          >
            <div className={classes.entered} style={{ height: share(one.entered), bottom: share(left) }} />
            <div className={classes.left} style={{ height: share(one.left), top: share(entered) }} />
          </div>
        ))}
        <div className={classes.zero} style={{ top: share(entered) }} />
      </div>
      <div className={classes.labels} aria-hidden>
        {labelled(flow.days).map((one) => (
          <span key={one.date}>{shortDay(one.date)}</span>
        ))}
      </div>
    </figure>
  );
}

/** The first, the middle and the last. */
function labelled(days: SegmentFlow["days"]): SegmentFlow["days"] {
  const places = new Set([0, Math.floor((days.length - 1) / 2), days.length - 1]);
  return days.filter((_, index) => places.has(index));
}

/** `2026-11-30` → `11/30`. */
const shortDay = (date: string) => `${Number(date.slice(5, 7))}/${Number(date.slice(8, 10))}`;
/** A moment that lies in this day in every time zone where shops are. */
const noon = (date: string) => `${date}T03:00:00Z`;

function FlowTable({ flow }: { flow: SegmentFlow }) {
  const { t } = useLingui();
  const { day } = useFormat();
  return (
    <table className={classes.table} aria-label={t`Who came and went, day by day`}>
      <thead>
        <tr>
          <th scope="col">
            <Trans>Day</Trans>
          </th>
          <th scope="col">
            <Trans>Came in</Trans>
          </th>
          <th scope="col">
            <Trans>Went out</Trans>
          </th>
        </tr>
      </thead>
      <tbody>
        {[...flow.days].reverse().map((one) => (
          <tr key={one.date}>
            <th scope="row">{day(noon(one.date))}</th>
            <td>
              <Count value={one.entered} />
            </td>
            <td>
              <Count value={one.left} />
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
