// How many messages in which time.

import { Trans, useLingui } from "@lingui/react/macro";
import { ActionIcon, NativeSelect, NumberInput } from "@mantine/core";
import { IconX } from "@tabler/icons-react";
import type { Cap } from "../api/types";
import classes from "./lengths.module.css";

export interface CapRowProps {
  cap: Cap;
  onChange: (cap: Cap) => void;
  onRemove: () => void;
}

export function CapRow({ cap, onChange, onRemove }: CapRowProps) {
  const { t } = useLingui();
  const spans: Record<string, string> = {
    "1h": t`in an hour`,
    "24h": t`in 24 hours`,
    "7d": t`in 7 days`,
    "30d": t`in 30 days`,
    visit: t`in a visit`,
    ever: t`ever`,
  };
  // `1d` says the same as `24h`; anything else that was published stays as it is.
  const per = cap.per === "1d" ? "24h" : cap.per;
  const choices = per in spans ? spans : { [per]: per, ...spans };
  return (
    <div className={classes.row}>
      <span aria-hidden>
        <Trans>at most</Trans>
      </span>
      <NumberInput
        aria-label={t`At most so many messages`}
        className={classes.short}
        value={cap.max}
        onChange={(max) => onChange({ ...cap, max: Math.max(1, Number(max) || 1) })}
        min={1}
        max={1000}
        allowDecimal={false}
      />
      <NativeSelect
        aria-label={t`In which time`}
        value={per}
        onChange={(event) => onChange({ ...cap, per: event.currentTarget.value })}
        data={Object.entries(choices).map(([value, label]) => ({ value, label }))}
      />
      <ActionIcon aria-label={t`Remove this limit`} onClick={onRemove}>
        <IconX size={16} aria-hidden />
      </ActionIcon>
    </div>
  );
}
