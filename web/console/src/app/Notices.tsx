// What concerns everybody on every page: no connection, a session that ended, events that stopped. One line each, above
// the page; nothing is shown while all is well.

import { Trans } from "@lingui/react/macro";
import { IconAlertTriangle, IconCloudOff, IconLogin2 } from "@tabler/icons-react";
import { useQuery } from "@tanstack/react-query";
import { useLocation } from "@tanstack/react-router";
import { type ReactNode, useSyncExternalStore } from "react";
import { installationQuery } from "../api/installation";
import { isReached } from "../api/reach";
import { LinkText } from "../ui/Link";
import { When } from "../ui/When";
import classes from "./Notices.module.css";
import { hasEnded } from "./session";

const Notice = ({
  icon,
  tone,
  children,
}: {
  icon: ReactNode;
  tone: "care" | "harm";
  children: ReactNode;
}) => (
  <div className={classes.notice} data-tone={tone}>
    {icon}
    <span>{children}</span>
  </div>
);

export function Notices() {
  const answers = useSyncExternalStore(isReached.subscribe, isReached.current);
  const isEnded = useSyncExternalStore(hasEnded.subscribe, hasEnded.current);
  return (
    <div role="status">{isEnded ? <SessionEnded /> : !answers ? <Unreachable /> : <EventsStopped />}</div>
  );
}

const Unreachable = () => (
  <Notice icon={<IconCloudOff size={18} aria-hidden />} tone="harm">
    <Trans>
      The server cannot be reached. What you see is from before, and what you have typed stays here. This line
      goes away once it answers again.
    </Trans>
  </Notice>
);

function SessionEnded() {
  const next = useLocation({ select: (location) => location.href });
  return (
    <Notice icon={<IconLogin2 size={18} aria-hidden />} tone="care">
      <Trans>
        Your session has ended.{" "}
        <LinkText to="/sign-in" search={{ next }}>
          Sign in again
        </LinkText>{" "}
        to go on; what was saved is safe.
      </Trans>
    </Notice>
  );
}

function EventsStopped() {
  const { data } = useQuery(installationQuery);
  if (!data?.is_stopped) return null;
  return (
    <Notice icon={<IconAlertTriangle size={18} aria-hidden />} tone="care">
      <Trans>
        No events since <When at={data.last_event_at} />. Nothing can be said to visitors until they arrive
        again. <LinkText to="/install">See what is missing</LinkText>
      </Trans>
    </Notice>
  );
}
