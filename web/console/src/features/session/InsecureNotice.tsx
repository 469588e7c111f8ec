// Over plain http from another machine no browser keeps the session's cookie: signing in would fail without a word.

import { Trans, useLingui } from "@lingui/react/macro";
import { Code } from "../../ui/CopyField";
import classes from "./session.module.css";

export function InsecureNotice() {
  const { t } = useLingui();
  if (window.isSecureContext) return null;
  const { hostname, port } = window.location;
  const at = port || "80";
  return (
    <div className={classes.notice} data-tone="care" role="note">
      <p className={classes.noticeTitle}>
        <Trans>Signing in does not work over this connection</Trans>
      </p>
      <p className={classes.noticeText}>
        <Trans>
          This page came over plain http from another machine, so the browser will not keep the cookie that
          says who you are. Open the console over https. Until that is set up, this command brings it to your
          own machine:
        </Trans>
      </p>
      <Code label={t`In a terminal`}>{`ssh -L ${at}:127.0.0.1:${at} ${hostname}`}</Code>
      <p className={classes.noticeText}>
        <Trans>Then open http://127.0.0.1:{at}/console/ here.</Trans>
      </p>
    </div>
  );
}
