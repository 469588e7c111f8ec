// The second step of signing in: six digits, or a recovery code when the phone is not at hand.

import { Trans, useLingui } from "@lingui/react/macro";
import { Anchor, Button, Group, TextInput } from "@mantine/core";
import { useState } from "react";
import { onlyWrong, useChecks } from "../../ui/checks";
import { Form } from "../../ui/Form";
import { useFields } from "../../ui/fields";
import type { FormProps } from "./PasswordForm";

export function CodeForm({ problem, isSending, onSend, onBack }: FormProps<string> & { onBack: () => void }) {
  const { t } = useLingui();
  const { needed } = useChecks();
  const [isRecovery, setRecovery] = useState(false);
  const fields = useFields({ code: "" }, ({ code }) => onlyWrong({ code: needed(code) }));
  const other = () => {
    setRecovery(!isRecovery);
    fields.reset({ code: "" });
  };
  return (
    <Form onSubmit={fields.onSubmit(({ code }) => onSend(code.trim()))} problem={problem}>
      <TextInput
        key={isRecovery ? "recovery" : "app"}
        label={isRecovery ? t`Recovery code` : t`Six-digit code`}
        inputMode={isRecovery ? "text" : "numeric"}
        autoComplete="one-time-code"
        size="md"
        autoFocus
        {...fields.text("code")}
      />
      <Button type="submit" size="md" loading={isSending}>
        <Trans>Sign in</Trans>
      </Button>
      <Group justify="space-between">
        <Anchor component="button" type="button" onClick={onBack}>
          <Trans>Back</Trans>
        </Anchor>
        <Anchor component="button" type="button" onClick={other}>
          {isRecovery ? <Trans>Use the authenticator app</Trans> : <Trans>Use a recovery code</Trans>}
        </Anchor>
      </Group>
    </Form>
  );
}
