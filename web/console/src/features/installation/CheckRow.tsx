// One check: whether it arrives, and if not, what it is good for and what to do.

import { useLingui } from "@lingui/react/macro";
import { IconAlertTriangle, IconCircleCheck, IconCircleDashed } from "@tabler/icons-react";
import type { InstallationCheck } from "../../api/types";
import { Count } from "../../ui/figures";
import { checkName, checkPurpose, checkRemedy } from "./checks";
import classes from "./LiveCheck.module.css";

const ICONS = { ok: IconCircleCheck, missing: IconCircleDashed, wrong: IconAlertTriangle } as const;

export function CheckRow({ check }: { check: InstallationCheck }) {
  const { t } = useLingui();
  const states = { ok: t`arrives`, missing: t`missing`, wrong: t`something is wrong` };
  const Icon = ICONS[check.state];
  return (
    <li className={classes.row} data-state={check.state}>
      <Icon className={classes.icon} size={18} role="img" aria-label={states[check.state]} />
      <div className={classes.words}>
        <p className={classes.name}>
          {checkName(check.key)}
          {check.count > 0 && (
            <span className={classes.count}>
              <Count value={check.count} />
            </span>
          )}
        </p>
        {check.detail === "off" && <p className={classes.purpose}>{t`The site does not ask for it.`}</p>}
        {check.state !== "ok" && (
          <>
            {check.state === "wrong" && check.detail && (
              <p className={classes.remedy}>{wrongWords(check.detail, t)}</p>
            )}
            <p className={classes.remedy}>{checkRemedy(check)}</p>
            <p className={classes.purpose}>{checkPurpose(check.key)}</p>
          </>
        )}
      </div>
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
