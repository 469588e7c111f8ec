// The lines of a history: a day, a visit, an event.

import { Plural, Trans } from "@lingui/react/macro";
import { UnstyledButton } from "@mantine/core";
import { memo } from "react";
import { useFormat } from "../../../ui/manner";
import type { Words } from "../../../words/words";
import { ActIconView } from "./ActIconView";
import { actOf } from "./acts";
import type { Dialogues } from "./dialogueActs";
import type { HistoryRow } from "./row";
import classes from "./Timeline.module.css";
import type { Line, VisitSpan } from "./timeline";

export const DayLine = memo(({ at, isFirst }: { at: string; isFirst: boolean }) => (
  <h3 className={classes.day} data-first={isFirst || undefined}>
    {useFormat().day(at)}
  </h3>
));

export const VisitLine = memo(({ visit }: { visit: VisitSpan }) => {
  const { clock } = useFormat();
  const from = clock(visit.from);
  const until = clock(visit.until);
  return (
    <p className={classes.visit}>
      <span className={classes.span}>
        {visit.isOpenEnded ? <Trans>until {until}</Trans> : from === until ? from : `${from} – ${until}`}
      </span>
      {visit.pages > 0 && (
        <span>
          <Plural value={visit.pages} one="# page viewed" other="# pages viewed" />
        </span>
      )}
    </p>
  );
});

export interface EventLineProps {
  line: Extract<Line, { kind: "event" }>;
  words: Words;
  dialogues: Dialogues;
  onOpen: (row: HistoryRow) => void;
}

export const EventLine = memo(({ line, words, dialogues, onOpen }: EventLineProps) => {
  const { clock } = useFormat();
  const { row } = line;
  const act = actOf(words, row, dialogues);
  return (
    <UnstyledButton
      className={classes.event}
      data-main={act.isMain || undefined}
      data-quiet={act.isQuiet || undefined}
      onClick={() => onOpen(row)}
    >
      <time className={classes.time} data-same={line.isSameMinute || undefined} dateTime={row.timestamp}>
        {clock(row.timestamp)}
      </time>
      <span className={classes.icon} data-icon={act.icon}>
        <ActIconView icon={act.icon} />
      </span>
      <span className={classes.words}>
        <span className={classes.text}>{act.text}</span>
        {act.note !== null && <span className={classes.note}>{act.note}</span>}
      </span>
    </UnstyledButton>
  );
});
