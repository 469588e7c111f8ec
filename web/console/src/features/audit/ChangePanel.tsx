// One change: who, when, and how the thing was before and after.

import { Trans, useLingui } from "@lingui/react/macro";
import type { AuditEntry } from "../../api/types";
import { Fact, FactList } from "../../ui/FactList";
import { LinkText } from "../../ui/Link";
import { SidePanel } from "../../ui/SidePanel";
import { When } from "../../ui/When";
import { Differences } from "../../words/text/Differences";
import { useActionNames, useActorName, useTargetName } from "./actions";
import classes from "./audit.module.css";

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
      </FactList>
      {entry.before == null && entry.after == null ? (
        <p className={classes.none}>
          <Trans>Nothing more is written down about it.</Trans>
        </p>
      ) : (
        <Differences before={entry.before} after={entry.after} />
      )}
    </>
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
