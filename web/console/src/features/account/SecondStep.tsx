// The second step when signing in: turned on with an app and a first code, turned off with the password.

import { Trans, useLingui } from "@lingui/react/macro";
import { Button } from "@mantine/core";
import { useState } from "react";
import type { RecoveryCodes } from "../../api/types";
import { useNotify } from "../../ui/notify";
import { StatusBadge } from "../../ui/StatusBadge";
import classes from "./account.module.css";
import { useDraftTotp, useTotpIsOn } from "./queries";
import { RecoveryCodeList } from "./RecoveryCodeList";
import { TotpForm } from "./TotpForm";
import { TurnOffForm } from "./TurnOffForm";

export function SecondStep({ isOn }: { isOn: boolean }) {
  const { t } = useLingui();
  const { refused } = useNotify();
  const draft = useDraftTotp();
  const turnedOn = useTotpIsOn();
  const [codes, setCodes] = useState<RecoveryCodes | null>(null);
  const [isLeaving, setLeaving] = useState(false);

  if (codes) {
    const seen = () => {
      setCodes(null);
      draft.reset();
      turnedOn();
    };
    return <RecoveryCodeList codes={codes.codes} onDone={seen} />;
  }
  if (isOn) {
    return isLeaving ? (
      <TurnOffForm onEnd={() => setLeaving(false)} />
    ) : (
      <div className={classes.state}>
        <StatusBadge tone="good">{t`On`}</StatusBadge>
        <Button variant="default" size="xs" onClick={() => setLeaving(true)}>
          <Trans>Turn off</Trans>
        </Button>
      </div>
    );
  }
  if (draft.data) return <TotpForm draft={draft.data} onConfirmed={setCodes} onBack={() => draft.reset()} />;
  return (
    <div className={classes.state}>
      <StatusBadge tone="unknown">{t`Off`}</StatusBadge>
      <Button
        variant="default"
        size="xs"
        loading={draft.isPending}
        onClick={() => draft.mutate(undefined, { onError: refused })}
      >
        <Trans>Turn on</Trans>
      </Button>
    </div>
  );
}
