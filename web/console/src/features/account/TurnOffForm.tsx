import { Trans, useLingui } from "@lingui/react/macro";
import { Button, PasswordInput } from "@mantine/core";
import { isProblem } from "../../api/problem";
import { onlyWrong, useChecks } from "../../ui/checks";
import { Form } from "../../ui/Form";
import { useFields } from "../../ui/fields";
import { useRemoveTotp } from "./queries";

export function TurnOffForm({ onEnd }: { onEnd: () => void }) {
  const { t } = useLingui();
  const { needed } = useChecks();
  const remove = useRemoveTotp();
  const fields = useFields({ password: "" }, ({ password }) => onlyWrong({ password: needed(password) }));
  const send = ({ password }: { password: string }) =>
    remove.mutate(password, {
      onSuccess: onEnd,
      onError: (reason) => {
        if (isProblem(reason, "bad_credentials"))
          fields.refuse({ password: t`This is not your present password.` });
      },
    });
  return (
    <Form
      onSubmit={fields.onSubmit(send)}
      problem={isProblem(remove.error, "bad_credentials") ? null : remove.error}
      actions={
        <>
          <Button type="submit" color="red" loading={remove.isPending}>
            <Trans>Turn off</Trans>
          </Button>
          <Button variant="default" onClick={onEnd}>
            <Trans>Cancel</Trans>
          </Button>
        </>
      }
    >
      <PasswordInput
        label={t`Present password`}
        description={t`Afterwards the password alone lets you in, and the recovery codes are worth nothing.`}
        autoComplete="current-password"
        autoFocus
        visibilityToggleButtonProps={{ "aria-label": t`Show the password` }}
        {...fields.text("password")}
      />
    </Form>
  );
}
