// Groups of campaigns that wait for one moment and one place, each in the order in which they may speak.

import { Trans, useLingui } from "@lingui/react/macro";
import { LinkText } from "../../../ui/Link";
import { StatusBadge } from "../../../ui/StatusBadge";
import { When } from "../../../ui/When";
import { triggerLine } from "../../../words/trigger";
import type { Words } from "../../../words/words";
import type { Contender, Meeting } from "./collisions";
import classes from "./collisions.module.css";

export function MeetingList({ meetings, words }: { meetings: Meeting[]; words: Words }) {
  if (meetings.length === 0) {
    return (
      <p className={classes.none}>
        <Trans>No two running campaigns wait for the same moment and the same place.</Trans>
      </p>
    );
  }
  return (
    <div className={classes.meetings}>
      {meetings.map((meeting) => (
        <Group key={groupKey(meeting)} meeting={meeting} words={words} />
      ))}
    </div>
  );
}

const groupKey = ({ on, name, place, contenders }: Meeting) =>
  [on, name, place, contenders[0]?.key].join(" ");

function Group({ meeting, words }: { meeting: Meeting; words: Words }) {
  const { on, name, place, contenders } = meeting;
  return (
    <div className={classes.group}>
      <h3 className={classes.moment}>{triggerLine(words, { on, name })}</h3>
      <p className={classes.place}>
        {place === null ? (
          <Trans>The one place for messages over the page</Trans>
        ) : (
          <Trans>
            Inside the page: <code>{place}</code>
          </Trans>
        )}
      </p>
      <ol className={classes.order}>
        {contenders.map((contender, index) => (
          <Turn
            key={contender.key}
            contender={contender}
            isFirst={index === 0}
            isTied={contenders[index - 1]?.priority === contender.priority}
            words={words}
          />
        ))}
      </ol>
    </div>
  );
}

interface TurnProps {
  contender: Contender;
  isFirst: boolean;
  /** The key alone puts it behind the one above. */
  isTied: boolean;
  words: Words;
}

function Turn({ contender, isFirst, isTied, words }: TurnProps) {
  const { t } = useLingui();
  const { key, name, priority, trigger, startsAt } = contender;
  return (
    <li className={classes.turn}>
      <div className={classes.who}>
        <span className={classes.name}>
          <LinkText to="/campaigns/$key" params={{ key }}>
            {name}
          </LinkText>
          {isFirst && <StatusBadge tone="accent">{t`Speaks first`}</StatusBadge>}
        </span>
        <span className={classes.note}>{triggerLine(words, trigger)}</span>
        {isTied && (
          <span className={classes.note}>
            <Trans>Same priority as the one above: the order of the keys decides.</Trans>
          </span>
        )}
        {startsAt && (
          <span className={classes.note}>
            <Trans>
              Begins <When at={startsAt} />
            </Trans>
          </span>
        )}
      </div>
      <span className={classes.priority}>
        <Trans>Priority {priority}</Trans>
      </span>
    </li>
  );
}
