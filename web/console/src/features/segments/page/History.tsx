// Every version of the segment: when, by whom, and what it asked.

import { Trans } from "@lingui/react/macro";
import { useQuery } from "@tanstack/react-query";
import type { PublishedText } from "../../../api/types";
import { Answer } from "../../../ui/Answer";
import { TextSkeleton } from "../../../ui/Skeletons";
import { When } from "../../../ui/When";
import { conditionLine } from "../../../words/condition";
import { nameOf } from "../../../words/names";
import { useWords } from "../../../words/useWords";
import { segmentHistory } from "../queries";
import { conditionOf } from "../text";
import classes from "./History.module.css";

export function History({ segment }: { segment: PublishedText }) {
  const words = useWords();
  const query = useQuery(segmentHistory(segment.key));
  return (
    <Answer query={query} skeleton={<TextSkeleton lines={2} />}>
      {({ versions }) => (
        <ol>
          {versions.map((version) => (
            <li key={version.version} className={classes.version}>
              <p className={classes.head}>
                <Trans>Version {version.version}</Trans>
                <span className={classes.soft}>
                  <When at={version.published_at} />
                  {version.by && ` · ${version.by}`}
                </span>
              </p>
              <p className={classes.soft}>
                {nameOf({ key: segment.key, text: version.text })}:{" "}
                {conditionLine(words, conditionOf(version.text))}
              </p>
            </li>
          ))}
        </ol>
      )}
    </Answer>
  );
}
