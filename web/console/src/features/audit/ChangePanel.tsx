// One change: who, when, and how the thing was before and after.

import { Trans, useLingui } from "@lingui/react/macro";
import type { AuditEntry } from "../../api/types";
import { Explained } from "../../ui/Explain";
import { Fact, FactList } from "../../ui/FactList";
import { LinkText } from "../../ui/Link";
import { useFormat } from "../../ui/manner";
import { SidePanel } from "../../ui/SidePanel";
import { When } from "../../ui/When";
import { Differences } from "../../words/text/Differences";
import { useWords } from "../../words/useWords";
import { useActionNames, useActorName, useTargetName } from "./actions";
import classes from "./audit.module.css";
import { type RuleAct, ruleActOf } from "./ruleAct";

const width = 560;

export function ChangePanel({ entry, onClose }: { entry: AuditEntry | null; onClose: () => void }) {
  const names = useActionNames();
  return (
    <SidePanel
      isOpen={entry !== null}
      onClose={onClose}
      title={entry ? names(entry.action) : ""}
      width={width}
    >
      {entry && <Change entry={entry} />}
    </SidePanel>
  );
}

function Change({ entry }: { entry: AuditEntry }) {
  const { t } = useLingui();
  const actorName = useActorName();
  const act = ruleActOf(useWords(), entry);
  return (
    <>
      <FactList>
        <Fact name={t`Date and time`}>
          <When at={entry.at} />
        </Fact>
        <Fact name={t`Changed by`}>{actorName(entry.actor)}</Fact>
        <Fact name={t`About`}>
          <Target target={entry.target} />
        </Fact>
        {act && <Act act={act} />}
      </FactList>
      {act ? (
        <EffectLink target={entry.target} />
      ) : entry.before == null && entry.after == null ? (
        <p className={classes.none}>
          <Trans>Nothing more is written down about it.</Trans>
        </p>
      ) : (
        <Differences before={entry.before} after={entry.after} />
      )}
    </>
  );
}

/** The verdict that a rule acted on, as it was at that moment. */
function Act({ act: { arm, metric, visitors, difference, evidence, versions } }: { act: RuleAct }) {
  const { t } = useLingui();
  const { count } = useFormat();
  const [before, after] = versions ?? [];
  return (
    <>
      {arm !== null && <Fact name={t`Arm`}>{arm}</Fact>}
      {metric !== null && (
        <Fact name={t`Judged by`}>
          <Explained figure={metric} />
        </Fact>
      )}
      {difference !== null && <Fact name={<Explained figure="lift" />}>{difference}</Fact>}
      {evidence !== null && <Fact name={<Explained figure="evidence" />}>{evidence}</Fact>}
      {visitors !== null && <Fact name={<Explained figure="matured" />}>{count(visitors)}</Fact>}
      {versions && <Fact name={t`Version`}>{t`${before} became ${after}`}</Fact>}
    </>
  );
}

function EffectLink({ target }: { target: string }) {
  const [, key = ""] = target.split(/\/(.*)/);
  return (
    <LinkText to="/campaigns/$key/effect" params={{ key }}>
      <Trans>The effect as it is known now</Trans>
    </LinkText>
  );
}

function Target({ target }: { target: string }) {
  const name = useTargetName()(target);
  const [kind, key = ""] = target.split(/\/(.*)/);
  if (kind === "campaign") {
    return (
      <LinkText to="/campaigns/$key" params={{ key }}>
        {name}
      </LinkText>
    );
  }
  if (kind === "segment") {
    return (
      <LinkText to="/segments/$key" params={{ key }}>
        {name}
      </LinkText>
    );
  }
  return name;
}
