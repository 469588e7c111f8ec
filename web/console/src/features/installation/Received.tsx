// Behind the checks: which events came in the last day, what was refused and why, and from where.

import { Trans } from "@lingui/react/macro";
import type { Installation } from "../../api/types";
import { useMay } from "../../app/session";
import { Count } from "../../ui/figures";
import { LinkText } from "../../ui/Link";
import { When } from "../../ui/When";
import classes from "./LiveCheck.module.css";
import { reasonWords } from "./reasons";

const MOST_LISTED = 12;

export function Received({ installation }: { installation: Installation }) {
  const { events, origins } = installation;
  const reasons = installation.reasons.filter(
    ({ verdict }) => verdict === "invalid" || verdict === "dropped",
  );
  return (
    <>
      {reasons.length > 0 && <Refused reasons={reasons} />}
      {events.length > 0 && (
        <details className={classes.more}>
          <summary>
            <Trans>Events of the last 24 hours</Trans>
          </summary>
          <ul className={classes.plain}>
            {events.slice(0, MOST_LISTED).map(({ type, name, count_24h: count }) => (
              <li key={`${type} ${name}`}>
                <span className={classes.event}>{name ?? type}</span>
                <Count value={count} />
              </li>
            ))}
          </ul>
        </details>
      )}
      {origins.length > 0 && (
        <details className={classes.more}>
          <summary>
            <Trans>Where they come from</Trans>
          </summary>
          <ul className={classes.plain}>
            {origins.slice(0, MOST_LISTED).map(({ origin, count, last_at: last }) => (
              <li key={origin}>
                <span className={classes.event}>
                  {origin}
                  <span className={classes.purpose}>
                    <When at={last} />
                  </span>
                </span>
                <Count value={count} />
              </li>
            ))}
          </ul>
        </details>
      )}
    </>
  );
}

function Refused({ reasons }: { reasons: Installation["reasons"] }) {
  const total = reasons.reduce((sum, reason) => sum + reason.count, 0);
  const maySeeEvents = useMay("people");
  return (
    <details className={classes.more}>
      <summary>
        <Trans>Not taken in the last 24 hours</Trans> <Count value={total} />
      </summary>
      <ul className={classes.plain}>
        {reasons.slice(0, MOST_LISTED).map(({ verdict, reason, count }) => {
          const { what, mend } = reasonWords(reason);
          return (
            <li key={`${verdict} ${reason}`}>
              <span className={classes.event}>
                {what}
                {mend && <span className={classes.purpose}>{mend}</span>}
              </span>
              <Count value={count} />
            </li>
          );
        })}
      </ul>
      {maySeeEvents && (
        <LinkText to="/install/events" search={{ verdict: "invalid" }}>
          <Trans>Look at them one by one</Trans>
        </LinkText>
      )}
    </details>
  );
}
