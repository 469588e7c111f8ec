// Who, when, what, goal, care: the text of a campaign as a list of plain answers.

import { Trans, useLingui } from "@lingui/react/macro";
import type { ReactNode } from "react";
import { useFormat } from "../../../ui/manner";
import { Section } from "../../../ui/Page";
import { Tag } from "../../../ui/StatusBadge";
import { ConditionText } from "../../../words/ConditionText";
import { capWords } from "../../../words/decision";
import { formatName } from "../../../words/formats";
import { goalWords, scheduleWords } from "../../../words/text/parts";
import { triggerLine } from "../../../words/trigger";
import { isRecord, type Words } from "../../../words/words";
import { type CampaignText, DEFAULT_CONTROL, formatsOf } from "../text";
import classes from "./Summary.module.css";

export function Summary({ text, words }: { text: CampaignText; words: Words }) {
  const { t } = useLingui();
  const format = useFormat();
  const exit = exitOf(text);
  const control = text.control ?? DEFAULT_CONTROL;
  const caps = (text.caps ?? []).map((cap) => capWords(words, cap));
  return (
    <Section title={t`What it does`}>
      <dl>
        <Answer term={t`For whom`}>
          <ConditionText condition={text.audience ?? {}} />
        </Answer>
        <Answer term={t`When`}>{triggerLine(words, text.trigger)}</Answer>
        <Answer term={t`How`}>{formatsOf(text.arms).map(formatName).join(" · ") || "–"}</Answer>
        <Answer term={t`What for`}>
          {goalWords(words, text.goal) || t`It has no goal: it only informs.`}
        </Answer>
        <Answer term={t`For comparison`}>
          {control === 0 ? (
            <Trans>Nobody is held back, so its effect cannot be told.</Trans>
          ) : (
            <Trans>{format.percent(control / 100, 0)} of those meant see nothing (the control).</Trans>
          )}
        </Answer>
        <Answer term={t`Care`}>
          {[...caps, ...stops(text, t)].join(words.language === "ja" ? "、" : ", ") ||
            t`No limits of its own`}
        </Answer>
        {exit && (
          <Answer term={t`Leaves it once`}>
            <ConditionText condition={exit} />
          </Answer>
        )}
        <Answer term={t`Period`}>{scheduleWords(text.schedule, format.moment)}</Answer>
        {(text.tags ?? []).length > 0 && (
          <Answer term={t`Tags`}>
            <span className={classes.tags}>
              {text.tags?.map((tag) => (
                <Tag key={tag}>{tag}</Tag>
              ))}
            </span>
          </Answer>
        )}
      </dl>
    </Section>
  );
}

/** When a visitor needs no more of it; null where the scenario always goes on. */
const exitOf = (text: object): Record<string, unknown> | null =>
  "exit" in text && isRecord(text.exit) && Object.keys(text.exit).length > 0 ? text.exit : null;

type Translate = ReturnType<typeof useLingui>["t"];

function stops(text: CampaignText, t: Translate): string[] {
  const names: Record<string, string> = {
    closed: t`never again once closed`,
    answered: t`never again once answered`,
    goal: t`never again once the goal is reached`,
  };
  return (text.stop ?? []).map((stop) => names[stop] ?? stop);
}

const Answer = ({ term, children }: { term: string; children: ReactNode }) => (
  <div className={classes.row}>
    <dt className={classes.term}>{term}</dt>
    <dd className={classes.answer}>{children}</dd>
  </div>
);
