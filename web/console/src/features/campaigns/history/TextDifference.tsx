// Two versions as text, line by line. Loads the library that compares them only when somebody asks for it.

import { useLingui } from "@lingui/react/macro";
import { useQuery } from "@tanstack/react-query";
import { Answer } from "../../../ui/Answer";
import { BlockSkeleton } from "../../../ui/Skeletons";
import classes from "./History.module.css";
import { type DiffLine, diffLines } from "./lines";

export function TextDifference({ before, after }: { before: unknown; after: unknown }) {
  const { t } = useLingui();
  const texts = [before, after].map((text) => JSON.stringify(text, null, 2));
  const [from = "", to = ""] = texts;
  const lines = useQuery({
    queryKey: ["difference", from, to],
    queryFn: () => diffLines(from, to),
    staleTime: Number.POSITIVE_INFINITY,
    gcTime: 0,
  });
  return (
    <Answer query={lines} skeleton={<BlockSkeleton height={240} />}>
      {(found) => (
        // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls has to be reached by keyboard
        <section className={classes.text} tabIndex={0} aria-label={t`The text, line by line`}>
          {found.map((line, index) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: lines of a fixed text have no other name
            <Line key={index} line={line} />
          ))}
        </section>
      )}
    </Answer>
  );
}

const SIGNS = { same: " ", added: "+", removed: "−", skipped: "⋯" } as const;

const Line = ({ line }: { line: DiffLine }) => (
  <div className={classes.textLine} data-kind={line.kind}>
    <span className={classes.sign}>{SIGNS[line.kind]}</span>
    {line.text}
  </div>
);
