// What happened in the week: what rules did by themselves, and what people changed.

import { Trans, useLingui } from "@lingui/react/macro";
import type { ReportAct, ReportChange } from "../../../api/types";
import { LinkText } from "../../../ui/Link";
import { When } from "../../../ui/When";
import { evidenceWords } from "../../../words/amounts";
import { useWords } from "../../../words/useWords";
import layout from "../rows.module.css";
import classes from "./Report.module.css";

export function Acts({ acts }: { acts: readonly ReportAct[] }) {
  const words = useWords();
  if (acts.length === 0)
    return (
      <p className={classes.none}>
        <Trans>No rule has acted this week.</Trans>
      </p>
    );
  return (
    <ul className={classes.list}>
      {acts.map((act) => (
        <li key={`${act.at} ${act.campaign} ${act.arm}`}>
          <span className={classes.at}>
            <When at={act.at} />
          </span>
          <span>
            <Campaign campaign={act.campaign} />{" "}
            {act.act === "stopped" ? (
              <Trans>was stopped, because the arm “{act.arm}” did harm.</Trans>
            ) : (
              <Trans>now shows the arm “{act.arm}” to everybody, because it works.</Trans>
            )}{" "}
            {act.evidence !== null && (
              <span className={layout.soft}>
                <Trans>Evidence: {evidenceWords(words, act.evidence)}</Trans>
              </span>
            )}
          </span>
        </li>
      ))}
    </ul>
  );
}

export function Changes({ changes }: { changes: readonly ReportChange[] }) {
  const names = useKindNames();
  if (changes.length === 0)
    return (
      <p className={classes.none}>
        <Trans>Nothing was changed this week.</Trans>
      </p>
    );
  return (
    <ul className={classes.list}>
      {changes.map((change) => (
        <li key={`${change.at} ${change.campaign} ${change.kind}`}>
          <span className={classes.at}>
            <When at={change.at} />
          </span>
          <span>
            <Campaign campaign={change.campaign} /> {names[change.kind]}{" "}
            {change.by && <span className={layout.soft}>{change.by}</span>}
          </span>
        </li>
      ))}
    </ul>
  );
}

function useKindNames(): Record<ReportChange["kind"], string> {
  const { t } = useLingui();
  return {
    phase: t`began a new phase`,
    status: t`was started or stopped`,
    edit: t`was published again`,
  };
}

function Campaign({ campaign }: { campaign: string }) {
  const words = useWords();
  if (campaign === "") return <Trans>All campaigns</Trans>;
  return (
    <LinkText to="/campaigns/$key" params={{ key: campaign }} underline="always">
      {words.campaign(campaign)}
    </LinkText>
  );
}
