import { Trans, useLingui } from "@lingui/react/macro";
import { Button, Group, PasswordInput } from "@mantine/core";
import { isProblem } from "../../api/problem";
import { onlyWrong, useChecks } from "../../ui/checks";
import { ErrorView } from "../../ui/ErrorView";
import { useFields } from "../../ui/fields";
import classes from "./account.module.css";
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
  const elsewhere = isProblem(remove.error, "bad_credentials") ? null : remove.error;
  return (
    <form className={classes.form} noValidate onSubmit={fields.onSubmit(send)}>
      {elsewhere ? <ErrorView error={elsewhere} /> : null}
      <PasswordInput
        label={t`Present password`}
        description={t`Afterwards the password alone lets you in, and the recovery codes are worth nothing.`}
        autoComplete="current-password"
        autoFocus
        visibilityToggleButtonProps={{ "aria-label": t`Show the password` }}
        {...fields.text("password")}
      />
      <Group gap="xs">
        <Button type="submit" color="red" loading={remove.isPending}>
          <Trans>Turn off</Trans>
        </Button>
        <Button variant="default" onClick={onEnd}>
          <Trans>Cancel</Trans>
        </Button>
      </Group>
    </form>
  );
}
