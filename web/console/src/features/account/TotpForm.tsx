import { Trans, useLingui } from "@lingui/react/macro";
import { Button, Group, TextInput } from "@mantine/core";
import type { RecoveryCodes, TotpDraft } from "../../api/types";
import { CopyField } from "../../ui/CopyField";
import { onlyWrong, useChecks } from "../../ui/checks";
import { ErrorView } from "../../ui/ErrorView";
import { useFields } from "../../ui/fields";
import classes from "./account.module.css";
import { QrCode } from "./QrCode";
import { useConfirmTotp } from "./queries";

export interface TotpFormProps {
  draft: TotpDraft;
  onConfirmed: (codes: RecoveryCodes) => void;
  onBack: () => void;
}

export function TotpForm({ draft, onConfirmed, onBack }: TotpFormProps) {
  const { t } = useLingui();
  const { needed } = useChecks();
  const confirm = useConfirmTotp();
  const fields = useFields({ code: "" }, ({ code }) => onlyWrong({ code: needed(code) }));
  const send = ({ code }: { code: string }) =>
    confirm.mutate(code.replace(/\s/g, ""), { onSuccess: onConfirmed });
  return (
    <form className={classes.steps} noValidate onSubmit={fields.onSubmit(send)}>
      <div className={classes.step}>
        <p>
          <Trans>1. Scan this with an authenticator app, or type the key into it.</Trans>
        </p>
        <div className={classes.scan}>
          <QrCode text={draft.url} label={t`QR code for the authenticator app`} />
          <div className={classes.grow}>
            <CopyField label={t`Key`} value={draft.secret} />
          </div>
        </div>
      </div>
      <div className={classes.step}>
        <p>
          <Trans>2. Enter the six digits that it shows now.</Trans>
        </p>
        {confirm.error ? <ErrorView error={confirm.error} /> : null}
        <TextInput
          className={classes.code}
          label={t`Six-digit code`}
          inputMode="numeric"
          autoComplete="one-time-code"
          autoFocus
          {...fields.text("code")}
        />
      </div>
      <Group gap="xs">
        <Button type="submit" loading={confirm.isPending}>
          <Trans>Turn on</Trans>
        </Button>
        <Button variant="default" onClick={onBack}>
          <Trans>Cancel</Trans>
        </Button>
      </Group>
    </form>
  );
}
