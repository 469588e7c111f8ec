// Phases and marks of a campaign on a line, and the same as a list. The line is a picture: its dots lie closer than a
// finger could tell apart, so what reads and what is read aloud is the list.

import { Trans } from "@lingui/react/macro";
import { Button } from "@mantine/core";
import { useState } from "react";
import type { Mark } from "../../../api/types";
import { useFormat } from "../../../ui/manner";
import { useNow, When } from "../../../ui/When";
import type { Words } from "../../../words/words";
import { type TimelinePlaces, timelinePlaces } from "./geometry";
import classes from "./Timeline.module.css";
import { markWords } from "./words";

/** Height of the line's place, in px; each level of dots above it takes `LEVEL`. */
const LEVEL = 14;

/** Entries listed at first, newest on top. The line has all of them. */
const FIRST = 20;

export function Timeline({ marks, words }: { marks: Mark[]; words: Words }) {
  const now = useNow();
  const [isWhole, setWhole] = useState(false);
  const places = timelinePlaces(marks, now);
  if (marks.length === 0) {
    return (
      <p className={classes.none}>
        <Trans>Nothing has changed since it was published.</Trans>
      </p>
    );
  }
  const entries = marks.map((mark, index) => ({ mark, key: index })).toReversed();
  const shown = isWhole ? entries : entries.slice(0, FIRST);
  return (
    <div>
      <Line places={places} words={words} />
      <ol reversed>
        {shown.map(({ mark, key }) => (
          <Entry key={key} mark={mark} words={words} />
        ))}
      </ol>
      {shown.length < entries.length && (
        <Button variant="default" size="xs" mt="sm" onClick={() => setWhole(true)}>
          <Trans>Show all {entries.length}</Trans>
        </Button>
      )}
    </div>
  );
}

interface LineProps {
  places: TimelinePlaces;
  words: Words;
}

function Line({ places, words }: LineProps) {
  const format = useFormat();
  const levels = Math.max(0, ...places.dots.map((dot) => dot.level));
  const first = places.dots[0]?.mark.at;
  return (
    <div className={classes.line} aria-hidden>
      <div className={classes.marks} style={{ height: (levels + 1) * LEVEL + 8 }}>
        {places.dots.map(({ mark, index, at, level }) => (
          <span
            key={index}
            className={classes.dot}
            data-kind={mark.kind}
            style={{ insetInlineStart: `${at * 100}%`, bottom: 4 + level * LEVEL }}
            title={`${format.moment(mark.at)}  ${markWords(mark, words)}`}
          />
        ))}
      </div>
      <svg className={classes.phases} viewBox="0 0 1000 10" preserveAspectRatio="none" aria-hidden>
        {places.phases.map((phase, place) => (
          <rect
            key={phase.phase}
            x={phase.from * 1000}
            y={0}
            width={Math.max(1, (phase.to - phase.from) * 1000 - 2)}
            height={10}
            className={classes.phase}
            data-present={place === places.phases.length - 1 || undefined}
          />
        ))}
      </svg>
      <div className={classes.labels}>
        {places.phases
          .filter((phase) => phase.to - phase.from > 0.06)
          .map((phase) => (
            <span
              key={phase.phase}
              className={classes.label}
              style={{ insetInlineStart: `${phase.from * 100}%` }}
            >
              <Trans>Phase {phase.phase}</Trans>
            </span>
          ))}
      </div>
      <div className={classes.ends}>
        <span>{first && format.day(first)}</span>
        <span>
          <Trans>Now</Trans>
        </span>
      </div>
    </div>
  );
}

const Entry = ({ mark, words }: { mark: Mark; words: Words }) => (
  <li className={classes.entry}>
    <span className={classes.at}>
      <When at={mark.at} />
    </span>
    <span className={classes.kind} data-kind={mark.kind} aria-hidden />
    <span className={classes.what}>{markWords(mark, words)}</span>
    {mark.by && <span className={classes.by}>{mark.by}</span>}
  </li>
);
