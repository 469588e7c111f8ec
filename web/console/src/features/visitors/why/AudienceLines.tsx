// The audience's conditions as sentences, each with what holds for this visitor.

import { Trans, useLingui } from "@lingui/react/macro";
import { IconCheck, IconX } from "@tabler/icons-react";
import { useQuery } from "@tanstack/react-query";
import { campaignTexts } from "../../../api/published";
import type { ConditionLine, WhyItem } from "../../../api/types";
import { foundWords, lineWords } from "../../../words/condition";
import { useWords } from "../../../words/useWords";
import { isRecord } from "../../../words/words";
import classes from "./why.module.css";

export function AudienceLines({ item }: { item: WhyItem }) {
  const texts = useQuery(campaignTexts).data;
  const text = texts?.texts.find((one) => one.key === item.campaign)?.text;
  const audience = isRecord(text) ? text.audience : undefined;
  if (item.audience.length === 0) {
    return (
      <p className={classes.note}>
        <Trans>Every visitor is meant.</Trans>
      </p>
    );
  }
  return (
    <ul className={classes.lines}>
      {item.audience.map((line) => (
        <li key={`${line.at} ${line.depth} ${line.group}`} style={{ paddingInlineStart: line.depth * 20 }}>
          <Line line={line} audience={audience} />
        </li>
      ))}
    </ul>
  );
}

function Line({ line, audience }: { line: ConditionLine; audience: unknown }) {
  const { t } = useLingui();
  const words = useWords();
  const Icon = line.holds ? IconCheck : IconX;
  return (
    <span className={classes.line} data-holds={line.holds}>
      <Icon size={14} stroke={2.2} role="img" aria-label={line.holds ? t`holds` : t`does not hold`} />
      {line.group ? (
        <span className={classes.lineGroup}>
          {line.group === "all" ? <Trans>All of these hold</Trans> : <Trans>Any of these holds</Trans>}
        </span>
      ) : (
        <span>
          {lineWords(words, line, audience)}
          <span className={classes.found}> — {foundWords(words, line)}</span>
        </span>
      )}
    </span>
  );
}
