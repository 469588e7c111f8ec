// What changed from one version to another, place by place: before, struck out, and after.

import { Trans } from "@lingui/react/macro";
import { VisuallyHidden } from "@mantine/core";
import { useFormat } from "../../../ui/manner";
import type { Words } from "../../../words/words";
import { type Difference, differences, MOST_DIFFERENCES } from "./changes";
import { placeName } from "./fieldNames";
import classes from "./History.module.css";
import { valueWords } from "./values";

export function Differences({ before, after, words }: { before: unknown; after: unknown; words: Words }) {
  const found = differences(before, after);
  if (found.length === 0) {
    return (
      <p className={classes.soft}>
        <Trans>These versions say the same.</Trans>
      </p>
    );
  }
  return (
    <>
      <dl className={classes.differences}>
        {found.map((difference) => (
          <Row key={difference.path.join("/")} difference={difference} words={words} />
        ))}
      </dl>
      {found.length === MOST_DIFFERENCES && (
        <p className={classes.soft}>
          <Trans>There is more: see the text below.</Trans>
        </p>
      )}
    </>
  );
}

function Row({ difference, words }: { difference: Difference; words: Words }) {
  const { moment } = useFormat();
  const write = (value: unknown) => valueWords(difference.path, value, { words, moment });
  return (
    <div className={classes.difference}>
      <dt className={classes.place}>{placeName(difference.path)}</dt>
      <dd className={classes.values}>
        {difference.kind !== "added" && (
          <del className={classes.before}>
            <VisuallyHidden>
              <Trans>Before:</Trans>{" "}
            </VisuallyHidden>
            {write(difference.before)}
          </del>
        )}
        {difference.kind !== "removed" ? (
          <ins className={classes.after}>
            <VisuallyHidden>
              <Trans>After:</Trans>{" "}
            </VisuallyHidden>
            {write(difference.after)}
          </ins>
        ) : (
          <span className={classes.soft}>
            <Trans>taken out</Trans>
          </span>
        )}
      </dd>
    </div>
  );
}
