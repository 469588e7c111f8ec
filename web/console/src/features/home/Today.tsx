// Today beside the same weekday last week: five figures to choose from, and the chosen one hour by hour.

import { Trans, useLingui } from "@lingui/react/macro";
import { useState } from "react";
import type { Figures, Home } from "../../api/types";
import { Choices } from "../../ui/Choices";
import { useFormat, useManner } from "../../ui/manner";
import { Section } from "../../ui/Page";
import { type Comparison, compare } from "./comparison";
import { HourChart } from "./HourChart";
import { hourIn } from "./hours";
import classes from "./Today.module.css";

type Metric = keyof Figures;
const METRICS: Metric[] = ["visitors", "page_views", "orders", "revenue", "shows"];

export function Today({ home }: { home: Home }) {
  const { t } = useLingui();
  const format = useFormat();
  const manner = useManner();
  const [metric, setMetric] = useState<Metric>("visitors");
  const names: Record<Metric, string> = {
    visitors: t`Visitors`,
    page_views: t`Page views`,
    orders: t`Orders`,
    revenue: t`Sales`,
    shows: t`Messages shown`,
  };
  const write = (of: Metric) => (of === "revenue" ? format.money : format.count);
  const { today, same_weekday: lastWeek } = home;
  return (
    <Section
      title={t`Today`}
      lead={
        lastWeek ? (
          <Trans>Compared with {format.day(noon(lastWeek.date))} up to the same time of day.</Trans>
        ) : (
          <Trans>From next week on, the same weekday stands beside it.</Trans>
        )
      }
    >
      <Choices
        legend={t`Figure shown hour by hour`}
        name="metric"
        value={metric}
        onChange={setMetric}
        className={classes.metrics}
        optionClassName={classes.metric}
        options={METRICS.map((of) => ({
          value: of,
          content: (
            <>
              <span className={classes.name}>{names[of]}</span>
              <span className={classes.value}>{write(of)(today.so_far[of])}</span>
              {lastWeek && (
                <Difference
                  comparison={compare(today.so_far[of], lastWeek.so_far[of], of !== "revenue")}
                  write={write(of)}
                />
              )}
            </>
          ),
        }))}
      />
      <HourChart
        name={names[metric]}
        today={today.hours.map((hour) => hour[metric])}
        lastWeek={lastWeek?.hours.map((hour) => hour[metric]) ?? null}
        lastWeekDay={lastWeek ? format.day(noon(lastWeek.date)) : ""}
        hourNow={hourIn(manner.timezone, new Date(home.now))}
        write={write(metric)}
      />
    </Section>
  );
}

/** A moment within the calendar day `date` in every time zone the day may be written in. */
const noon = (date: string) => `${date}T03:00:00Z`;

interface DifferenceProps {
  comparison: Comparison;
  write: (value: number) => string;
}

const Difference = (props: DifferenceProps) => (
  <span className={classes.note}>
    <DifferenceWords {...props} />
  </span>
);

function DifferenceWords({ comparison, write }: DifferenceProps) {
  const format = useFormat();
  switch (comparison.kind) {
    case "more":
      return <Trans>{format.percent(comparison.ratio, 0)} more</Trans>;
    case "less":
      return <Trans>{format.percent(comparison.ratio, 0)} less</Trans>;
    case "few":
      return comparison.difference > 0 ? (
        <Trans>{write(comparison.difference)} more</Trans>
      ) : (
        <Trans>{write(-comparison.difference)} fewer</Trans>
      );
    case "same":
      return <Trans>about the same</Trans>;
    case "first":
      return <Trans>none last week</Trans>;
    case "none":
      return <Trans>none then either</Trans>;
  }
}
