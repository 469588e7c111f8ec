import { Trans, useLingui } from "@lingui/react/macro";
import { Button, PasswordInput, TextInput } from "@mantine/core";
import type { SignIn } from "../../api/types";
import { onlyWrong, useChecks } from "../../ui/checks";
import { ErrorView } from "../../ui/ErrorView";
import { useFields } from "../../ui/fields";
import classes from "./session.module.css";

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
    <form className={classes.form} noValidate onSubmit={fields.onSubmit(onSend)}>
      {problem ? <ErrorView error={problem} /> : null}
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
    </form>
  );
}
