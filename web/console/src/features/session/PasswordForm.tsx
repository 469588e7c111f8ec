import { Trans, useLingui } from "@lingui/react/macro";
import { Button, PasswordInput, TextInput } from "@mantine/core";
import type { SignIn } from "../../api/types";
import { onlyWrong, useChecks } from "../../ui/checks";
import { Form } from "../../ui/Form";
import { useFields } from "../../ui/fields";

export interface FormProps<T> {
  problem: unknown;
  isSending: boolean;
  onSend: (values: T) => void;
}

/** `isSecond`: something else on the page is the first thing to do. */
export function PasswordForm(props: FormProps<SignIn> & { isSecond: boolean }) {
  const { problem, isSending, onSend, isSecond } = props;
  const { t } = useLingui();
  const { needed } = useChecks();
  const fields = useFields({ email: "", password: "" }, ({ email, password }) =>
    onlyWrong({ email: needed(email), password: needed(password) }),
  );
  return (
    <Form onSubmit={fields.onSubmit(onSend)} problem={problem}>
      <TextInput
        label={t`E-mail address`}
        type="email"
        autoComplete="username"
        size="md"
        autoFocus={!isSecond}
        {...fields.text("email")}
      />
      <PasswordInput
        label={t`Password`}
        autoComplete="current-password"
        size="md"
        visibilityToggleButtonProps={{ "aria-label": t`Show the password` }}
        {...fields.text("password")}
      />
      <Button type="submit" size="md" variant={isSecond ? "default" : "filled"} loading={isSending}>
        <Trans>Sign in</Trans>
      </Button>
    </Form>
  );
}
