import { Trans } from "@lingui/react/macro";
import { Button } from "@mantine/core";
import classes from "./session.module.css";

/** The demo's member is known to everybody: one click is enough. */
export const DemoHint = ({ onEnter, isSending }: { onEnter: () => void; isSending: boolean }) => (
  <div className={classes.notice} role="note">
    <p className={classes.noticeTitle}>
      <Trans>This is the demo</Trans>
    </p>
    <p className={classes.noticeText}>
      <Trans>A sample shop with made-up visitors. Nothing you do here reaches anybody.</Trans>
    </p>
    <Button onClick={onEnter} loading={isSending}>
      <Trans>Enter the demo</Trans>
    </Button>
  </div>
);
