// What arrives, as it arrives: each check with what to do, the last event, an alarm when the shop has fallen silent.

import { Trans, useLingui } from "@lingui/react/macro";
import type { Installation } from "../../api/types";
import { useMay } from "../../app/session";
import { Answer } from "../../ui/Answer";
import { LinkButton } from "../../ui/Link";
import { useFormat } from "../../ui/manner";
import { TableSkeleton } from "../../ui/Skeletons";
import { When } from "../../ui/When";
import { CheckRow } from "./CheckRow";
import { isComplete } from "./checks";
import classes from "./LiveCheck.module.css";
import { useInstallation } from "./queries";
import { Received } from "./Received";

export function LiveCheck() {
  const { t } = useLingui();
  const installation = useInstallation();
  return (
    <aside className={classes.check} aria-label={t`Live check`}>
      <h2 className={classes.title}>
        <Trans>What arrives</Trans>
      </h2>
      <Answer query={installation} skeleton={<TableSkeleton rows={10} rowHeight={40} />}>
        {(found) => (
          <>
            <Pulse installation={found} />
            <ul className={classes.list}>
              {found.checks.map((check) => (
                <CheckRow key={check.key} check={check} />
              ))}
            </ul>
            {isComplete(found.checks) && <NextStep />}
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

const NextStep = () => {
  const maySeePeople = useMay("people");
  return (
    <div className={classes.next} role="status">
      <p className={classes.nextText}>
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
    </div>
  );
};
