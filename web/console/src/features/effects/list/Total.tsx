// The whole shop first: what all campaigns together are worth, or why that cannot be told yet.

import { useLingui } from "@lingui/react/macro";
import type { Effect } from "../../../api/types";
import { Explained } from "../../../ui/Explain";
import { FigureKey } from "../../../ui/FigureKey";
import { IntervalBar } from "../../../ui/IntervalBar";
import { scaleOf } from "../../../ui/interval";
import { Section } from "../../../ui/Page";
import { StatusBadge } from "../../../ui/StatusBadge";
import { signedMoney, worthRange } from "../../../words/amounts";
import { useWords } from "../../../words/useWords";
import { toneOf } from "../order";
import { tellsPoint, totalMetric, totalTold, verdictWord } from "../sentences";
import classes from "./Total.module.css";

/** `total`: null where nobody is held out. */
export function Total({ total }: { total: Effect | null }) {
  const { t } = useLingui();
  const words = useWords();
  const told = totalTold(words, total);
  const served = total?.arms.find(({ control }) => !control);
  const metric = served ? totalMetric(served) : null;
  const worth = metric?.worth_a_month ?? null;
  return (
    <Section title={t`The whole shop`} isTitleHidden>
      <div className={classes.total} data-first>
        <div className={classes.words}>
          {metric && (
            <StatusBadge tone={toneOf(metric.verdict)}>{verdictWord(words, metric.verdict)}</StatusBadge>
          )}
          <p className={classes.headline}>{told.headline}</p>
          {[told.next, told.sure].map((sentence) => sentence && <p key={sentence}>{sentence}</p>)}
        </div>
        {total && metric && worth && (
          <div className={classes.worth}>
            <span className={classes.label}>
              <Explained figure="worth_a_month" />
            </span>
            <span className={classes.range}>{worthRange(words, worth)}</span>
            <IntervalBar
              scale={scaleOf([worth])}
              low={worth.low}
              high={worth.high}
              point={tellsPoint(total.status) ? worth.expected : null}
              tone={toneOf(metric.verdict)}
              write={(amount) => signedMoney(words, amount)}
            />
            <FigureKey figures={["total", "holdout", "evidence"]} />
          </div>
        )}
      </div>
    </Section>
  );
}
