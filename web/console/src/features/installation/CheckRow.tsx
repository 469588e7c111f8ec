// One check: whether it arrives; opened, what to do and what it is good for.

import { Trans, useLingui } from "@lingui/react/macro";
import { IconAlertTriangle, IconCircleCheck, IconCircleDashed } from "@tabler/icons-react";
import type { InstallationCheck } from "../../api/types";
import { Count } from "../../ui/figures";
import { When } from "../../ui/When";
import { checkName, checkPurpose, checkRemedy } from "./checks";
import classes from "./LiveCheck.module.css";

const ICONS = { ok: IconCircleCheck, missing: IconCircleDashed, wrong: IconAlertTriangle } as const;

export function CheckRow({ check }: { check: InstallationCheck }) {
  const { t } = useLingui();
  const states = { ok: t`arrives`, missing: t`missing`, wrong: t`something is wrong` };
  const Icon = ICONS[check.state];
  return (
    <li className={classes.row} data-state={check.state}>
      <details>
        <summary className={classes.summary}>
          <Icon className={classes.icon} size={18} role="img" aria-label={states[check.state]} />
          <span className={classes.name}>{checkName(check.key)}</span>
          <span className={classes.count}>{check.count > 0 && <Count value={check.count} />}</span>
        </summary>
        <div className={classes.words}>
          {check.state === "wrong" && check.detail && (
            <p className={classes.remedy}>{wrongWords(check.detail, t)}</p>
          )}
          {check.detail === "off" && <p className={classes.remedy}>{t`The site does not ask for it.`}</p>}
          {check.state !== "ok" && <p className={classes.remedy}>{checkRemedy(check)}</p>}
          <p className={classes.purpose}>{checkPurpose(check.key)}</p>
          {check.last_at && (
            <p className={classes.purpose}>
              <Trans>
                Last came <When at={check.last_at} />
              </Trans>
            </p>
          )}
        </div>
      </details>
    </li>
  );
}

type Translate = ReturnType<typeof useLingui>["t"];

/** `3/10` of the reports were wrong, or a currency that is not the site's. */
function wrongWords(detail: string, t: Translate): string {
  const share = /^(\d+)\/(\d+)$/.exec(detail);
  if (!share) return t`Came: ${detail}`;
  const [, wrong = "", all = ""] = share;
  return t`${wrong} of ${all} were not right.`;
}
