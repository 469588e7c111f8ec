// The five parts in a row: each with its sentence and how many problems it has. It reads as the whole campaign.

import { Plural, useLingui } from "@lingui/react/macro";
import { IconAlertTriangle, IconCircleCheck, IconUser } from "@tabler/icons-react";
import { useOthers } from "../life/presence";
import { PARTS, type Part, partOf } from "../model/parts";
import { partSentence } from "../sentences";
import { useStudio } from "../studio";
import { usePartNames } from "./names";
import classes from "./Outline.module.css";

export function Outline() {
  const { t } = useLingui();
  return (
    <nav aria-label={t`Parts of the campaign`}>
      <ol className={classes.parts}>
        {PARTS.map((part, place) => (
          <li key={part} className={classes.item}>
            <Entry part={part} number={place + 1} />
          </li>
        ))}
      </ol>
    </nav>
  );
}

function Entry({ part, number }: { part: Part; number: number }) {
  const studio = useStudio();
  const names = usePartNames();
  const others = useOthers(part);
  const count = studio.problems.filter(({ path }) => partOf(path) === part).length;
  return (
    <button
      type="button"
      className={classes.part}
      aria-current={studio.part === part ? "step" : undefined}
      onClick={() => studio.openPart(part)}
    >
      <span className={classes.head}>
        <span className={classes.number} aria-hidden>
          {number}
        </span>
        <span className={classes.name}>{names[part].name}</span>
        {others.length > 0 && <Here names={others.map(({ name }) => name)} />}
        <Mark count={count} />
      </span>
      <span className={classes.sentence}>{partSentence(studio.words, part, studio.text)}</span>
    </button>
  );
}

/** Others who are at this part. */
function Here({ names }: { names: readonly string[] }) {
  const { t } = useLingui();
  const all = names.join(" · ");
  return (
    <span className={classes.here} title={all}>
      <IconUser size={14} aria-label={t`Here now: ${all}`} role="img" />
    </span>
  );
}

function Mark({ count }: { count: number }) {
  const { t } = useLingui();
  if (count === 0)
    return <IconCircleCheck className={classes.good} size={16} aria-label={t`No problem`} role="img" />;
  return (
    <span className={classes.care}>
      <IconAlertTriangle size={14} aria-hidden />
      <Plural value={count} one="# problem" other="# problems" />
    </span>
  );
}
