// A part that lies open: what it answers, what is wrong with it, its form, and the way to the next one.

import { Trans, useLingui } from "@lingui/react/macro";
import { Button } from "@mantine/core";
import { IconArrowLeft, IconArrowRight } from "@tabler/icons-react";
import type { ReactNode } from "react";
import { PARTS, type Part, partOf } from "../model/parts";
import { told } from "../problems";
import { useStudio } from "../studio";
import { usePartNames } from "./names";
import classes from "./PartFrame.module.css";

export interface PartFrameProps {
  part: Part;
  children: ReactNode;
  /** Problems that a field of this part says itself. */
  isSaid?: (path: string) => boolean;
}

export function PartFrame({ part, children, isSaid = () => false }: PartFrameProps) {
  const { name, lead } = usePartNames()[part];
  return (
    <section className={classes.part} aria-label={name} data-part={part}>
      <header className={classes.head}>
        <h2 className={classes.title} id="part-title" tabIndex={-1}>
          {name}
        </h2>
        <p className={classes.lead}>{lead}</p>
      </header>
      <Said part={part} isSaid={isSaid} />
      {children}
      <Ways part={part} />
    </section>
  );
}

/** What is wrong here and stands at no field; then what is allowed and probably not meant. */
function Said({ part, isSaid }: { part: Part; isSaid: (path: string) => boolean }) {
  const { t } = useLingui();
  const { problems, warnings, words } = useStudio();
  const wrong = told(
    words,
    problems.filter(({ path }) => partOf(path) === part && !isSaid(path)),
  );
  const odd = told(
    words,
    warnings.filter(({ path }) => partOf(path) === part),
  );
  if (wrong.length + odd.length === 0) return null;
  return (
    <ul className={classes.said} aria-label={t`What to look at`}>
      {wrong.map(({ path, message }) => (
        <li key={`${path} ${message}`} data-tone="harm">
          {message}
        </li>
      ))}
      {odd.map(({ path, message }) => (
        <li key={`${path} ${message}`} data-tone="care">
          {message}
        </li>
      ))}
    </ul>
  );
}

function Ways({ part }: { part: Part }) {
  const { openPart, askToPublish, mayEdit } = useStudio();
  const names = usePartNames();
  const place = PARTS.indexOf(part);
  const [before, after] = [PARTS[place - 1], PARTS[place + 1]];
  const next = after ? names[after].name : "";
  const go = (to: Part) => {
    openPart(to);
    // The next part's heading takes the focus, so that keyboard and screen reader are where the eye is.
    requestAnimationFrame(() => document.getElementById("part-title")?.focus());
  };
  return (
    <footer className={classes.ways}>
      {before ? (
        <Button
          variant="subtle"
          leftSection={<IconArrowLeft size={16} aria-hidden />}
          onClick={() => go(before)}
        >
          {names[before].name}
        </Button>
      ) : (
        <span />
      )}
      {after && (
        <Button
          variant="default"
          rightSection={<IconArrowRight size={16} aria-hidden />}
          onClick={() => go(after)}
        >
          <Trans>Next: {next}</Trans>
        </Button>
      )}
      {!after && mayEdit && (
        <Button
          variant="default"
          rightSection={<IconArrowRight size={16} aria-hidden />}
          onClick={askToPublish}
        >
          <Trans>Look once more, and publish</Trans>
        </Button>
      )}
    </footer>
  );
}
