// The shop's week in figures, and what the campaigns had to do with it.

import { Trans, useLingui } from "@lingui/react/macro";
import type { MetricEffect, WeeklyReport } from "../../../api/types";
import { Explain, Explained } from "../../../ui/Explain";
import { FigureKey } from "../../../ui/FigureKey";
import { Count, Figure, Figures } from "../../../ui/figures";
import { IntervalBar } from "../../../ui/IntervalBar";
import { scaleOf } from "../../../ui/interval";
import { Section } from "../../../ui/Page";
import { StatusBadge } from "../../../ui/StatusBadge";
import { signedMoney } from "../../../words/amounts";
import { useWords } from "../../../words/useWords";
import { toneOf } from "../order";
import { comparison, verdictWord, worthWords } from "../sentences";
import classes from "./Report.module.css";

export function Week({ total }: { total: WeeklyReport["total"] }) {
  const { t } = useLingui();
  return (
    <Section title={t`The shop’s week`} isTitleHidden>
      <Figures>
        <Figure label={<Explained figure="report_visitors" />} value={<Count value={total.visitors} />} />
        <Figure label={<Explained figure="holdout" />} value={<Count value={total.held_out} />} />
      </Figures>
      {total.served ? <Served effect={total.served} /> : <NotTold />}
      <FigureKey figures={["lift", "worth_a_month", "matured", "verdict", "evidence"]} />
    </Section>
  );
}

function Served({ effect }: { effect: MetricEffect }) {
  const words = useWords();
  const { worth_a_month: worth, verdict } = effect;
  return (
    <div className={classes.served}>
      <div className={classes.told}>
        <p className={classes.name}>
          <strong>
            <Explained figure="total" />
          </strong>
          <StatusBadge tone={toneOf(verdict)}>{verdictWord(words, verdict)}</StatusBadge>
        </p>
        <p>
          {comparison(words, effect)} <Explain figure={effect.metric} />{" "}
          {worth && worthWords(words, worth, false)}
        </p>
      </div>
      {worth && (
        <div className={classes.bar}>
          <IntervalBar
            scale={scaleOf([worth])}
            low={worth.low}
            high={worth.high}
            tone={toneOf(verdict)}
            write={(amount) => signedMoney(words, amount)}
          />
        </div>
      )}
    </div>
  );
}

const NotTold = () => (
  <p className={classes.none}>
    <Trans>What all campaigns together brought cannot be told: nobody is held out to compare with.</Trans>
  </p>
);
