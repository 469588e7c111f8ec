// What arrives, as it arrives: the checks, the one thing to do next, the last event, an alarm when the shop has fallen
// silent. Rows keep their height whatever arrives, so that nothing moves under the reader.

import { Trans, useLingui } from "@lingui/react/macro";
import type { UseQueryResult } from "@tanstack/react-query";
import type { Installation, InstallationCheck } from "../../api/types";
import { useMay } from "../../app/session";
import { Answer } from "../../ui/Answer";
import { LinkButton } from "../../ui/Link";
import { useFormat } from "../../ui/manner";
import { When } from "../../ui/When";
import { CheckRow } from "./CheckRow";
import { checkName, checkPurpose, checkRemedy, isComplete, nextCheck } from "./checks";
import classes from "./LiveCheck.module.css";
import { Received } from "./Received";

export function LiveCheck({ installation }: { installation: UseQueryResult<Installation> }) {
  const { t } = useLingui();
  return (
    <aside className={classes.check} aria-label={t`Live check`}>
      <h2 className={classes.title}>
        <Trans>What arrives</Trans>
      </h2>
      <Answer query={installation} skeleton={null}>
        {(found) => (
          <>
            <Pulse installation={found} />
            <ul>
              {found.checks.map((check) => (
                <CheckRow key={check.key} check={check} />
              ))}
            </ul>
            <div className={classes.next} role="status">
              {isComplete(found.checks) ? <Complete /> : <NextCheck checks={found.checks} />}
            </div>
            <Received installation={found} />
          </>
        )}
      </Answer>
    </aside>
  );
}

function Pulse({ installation }: { installation: Installation }) {
  const { duration } = useFormat();
  const { last_event_at: last, is_stopped: isStopped, usual_gap_s: gap } = installation;
  if (!last) {
    return (
      <p className={classes.pulse} data-state="waiting" role="status">
        <Trans>Waiting for the first event. Open your shop in another window.</Trans>
      </p>
    );
  }
  if (isStopped) {
    return (
      <p className={classes.pulse} data-state="stopped" role="alert">
        <strong>
          <Trans>Your shop has fallen silent.</Trans>
        </strong>{" "}
        <Trans>
          The last event came <When at={last} />; usually one comes every {duration(gap)}. Was something
          changed on the pages, or in what the consent banner allows?
        </Trans>
      </p>
    );
  }
  return (
    <p className={classes.pulse} data-state="alive">
      <Trans>
        Last event: <When at={last} />
      </Trans>
    </p>
  );
}

/** One thing at a time: the first check that is not as it should be. */
function NextCheck({ checks }: { checks: InstallationCheck[] }) {
  const check = nextCheck(checks);
  if (!check) return null;
  return (
    <>
      <h3 className={classes.nextTitle}>
        <Trans>Next: {checkName(check.key)}</Trans>
      </h3>
      <p className={classes.nextText}>{checkRemedy(check)}</p>
      <p className={classes.purpose}>{checkPurpose(check.key)}</p>
    </>
  );
}

function Complete() {
  const maySeePeople = useMay("people");
  return (
    <>
      <p className={classes.nextTitle}>
        <Trans>Everything arrives. Your shop is ready for its first campaign.</Trans>
      </p>
      <div className={classes.nextActions}>
        <LinkButton to="/campaigns" size="xs">
          <Trans>Go to the campaigns</Trans>
        </LinkButton>
        {maySeePeople && (
          <LinkButton to="/visitors" size="xs" variant="default">
            <Trans>See who is here</Trans>
          </LinkButton>
        )}
      </div>
    </>
  );
}
