// What changed, place by place and in words: before, struck out, and after.

import { Plural, Trans } from "@lingui/react/macro";
import { VisuallyHidden } from "@mantine/core";
import { useFormat } from "../../ui/manner";
import { useWords } from "../useWords";
import { type Difference, differences, MOST_DIFFERENCES } from "./compare";
import classes from "./Differences.module.css";
import { placeName } from "./places";
import { placeValue } from "./values";

export interface DifferencesProps {
  before: unknown;
  after: unknown;
}

export function Differences({ before, after }: DifferencesProps) {
  const found = differences(before, after);
  const left = found.length - MOST_DIFFERENCES;
  if (found.length === 0) {
    return (
      <p className={classes.none}>
        <Trans>Nothing in it differs.</Trans>
      </p>
    );
  }
  return (
    <>
      <dl className={classes.list}>
        {found.slice(0, MOST_DIFFERENCES).map((difference) => (
          <Row key={difference.path.join("/")} difference={difference} />
        ))}
      </dl>
      {left > 0 && (
        <p className={classes.none}>
          <Plural value={left} one="and # more place" other="and # more places" />
        </p>
      )}
    </>
  );
}

function Row({ difference }: { difference: Difference }) {
  const words = useWords();
  const { moment } = useFormat();
  const write = (value: unknown) => placeValue(difference.path, value, { words, moment });
  return (
    <div className={classes.difference}>
      <dt className={classes.place}>{placeName(difference.path)}</dt>
      {difference.kind !== "added" && (
        <dd className={classes.value} data-kind="before">
          <VisuallyHidden>
            <Trans>Before:</Trans>{" "}
          </VisuallyHidden>
          <del>{write(difference.before)}</del>
        </dd>
      )}
      {difference.kind !== "removed" ? (
        <dd className={classes.value} data-kind="after">
          <VisuallyHidden>
            <Trans>After:</Trans>{" "}
          </VisuallyHidden>
          <ins>{write(difference.after)}</ins>
        </dd>
      ) : (
        <dd className={classes.none}>
          <Trans>taken out</Trans>
        </dd>
      )}
    </div>
  );
}
