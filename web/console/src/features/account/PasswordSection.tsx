import { Trans, useLingui } from "@lingui/react/macro";
import { Button, PasswordInput } from "@mantine/core";
import { isProblem } from "../../api/problem";
import type { PasswordChange } from "../../api/types";
import { onlyWrong, useChecks } from "../../ui/checks";
import { Form } from "../../ui/Form";
import { useFields } from "../../ui/fields";
import { useNotify } from "../../ui/notify";
import { useChangePassword } from "./queries";

const empty: PasswordChange = { current: "", new: "" };

export function PasswordSection({ email }: { email: string }) {
  const { t } = useLingui();
  const { needed, newPassword } = useChecks();
  const { done } = useNotify();
  const change = useChangePassword();
  const fields = useFields(empty, (values) =>
    onlyWrong({ current: needed(values.current), new: newPassword(values.new) }),
  );
  const send = (values: PasswordChange) =>
    change.mutate(values, {
      onSuccess: () => {
        fields.reset(empty);
        done(t`The password is changed. All other sessions have ended.`);
      },
      onError: (reason) => {
        if (isProblem(reason, "bad_credentials"))
          fields.refuse({ current: t`This is not your present password.` });
      },
    });
  const eye = { "aria-label": t`Show the password` };
  return (
    <Form
      onSubmit={fields.onSubmit(send)}
      problem={isProblem(change.error, "bad_credentials") ? null : change.error}
      actions={
        <Button type="submit" variant="default" loading={change.isPending}>
          <Trans>Change the password</Trans>
        </Button>
      }
    >
      {/* So that password managers know whose it is. */}
      <input type="hidden" autoComplete="username" value={email} />
      <PasswordInput
        label={t`Present password`}
        autoComplete="current-password"
        visibilityToggleButtonProps={eye}
        {...fields.text("current")}
      />
      <PasswordInput
        label={t`New password`}
        description={t`At least 10 characters. A few words in a row are easy to keep and hard to guess.`}
        autoComplete="new-password"
        visibilityToggleButtonProps={eye}
        {...fields.text("new")}
      />
    </Form>
  );
}
