// A new password for whoever lost theirs, by a link that the server's keeper made.

import { Trans, useLingui } from "@lingui/react/macro";
import { Button } from "@mantine/core";
import { useMutation, useQuery } from "@tanstack/react-query";
import { useParams } from "@tanstack/react-router";
import { api } from "../../api/client";
import { recoveryQuery } from "../../api/outside";
import { isProblem } from "../../api/problem";
import { useGoOn } from "../../app/next";
import { takeSession } from "../../app/session";
import { Answer } from "../../ui/Answer";
import { onlyWrong, useChecks } from "../../ui/checks";
import { Form } from "../../ui/Form";
import { useFields } from "../../ui/fields";
import { LinkButton } from "../../ui/Link";
import { FormSkeleton } from "../../ui/Skeletons";
import { Outside } from "./Outside";
import type { FormProps } from "./PasswordForm";
import { NewPasswordField } from "./PersonFields";
import classes from "./session.module.css";

const path = "/api/recovery/{token}";

export function RecoveryPage() {
  const { t } = useLingui();
  const { token } = useParams({ from: "/recovery/$token" });
  const goOn = useGoOn();
  const link = useQuery(recoveryQuery(token));
  const renew = useMutation({
    mutationFn: (password: string) => api.post(path, { path: { token }, body: { password } }),
    onSuccess: (session) => {
      takeSession(session);
      goOn("/");
    },
  });
  if (isProblem(link.error, "not_found")) {
    return (
      <Outside
        title={t`This link is not open any more`}
        lead={t`It was used or is too old. Whoever runs the server can make a new one with “kizukai member link”.`}
      >
        <LinkButton to="/sign-in" size="md" variant="default">
          <Trans>Sign in</Trans>
        </LinkButton>
      </Outside>
    );
  }
  return (
    <Outside title={t`Choose a new password`} lead={t`All other sessions of this account end when you do.`}>
      <Answer query={link} skeleton={<FormSkeleton fields={2} />}>
        {({ email }) => (
          <NewPasswordForm
            email={email}
            problem={renew.error}
            isSending={renew.isPending}
            onSend={(password) => renew.mutate(password)}
          />
        )}
      </Answer>
    </Outside>
  );
}

function NewPasswordForm({ email, problem, isSending, onSend }: FormProps<string> & { email: string }) {
  const { newPassword } = useChecks();
  const fields = useFields({ password: "" }, ({ password }) =>
    onlyWrong({ password: newPassword(password) }),
  );
  return (
    <Form onSubmit={fields.onSubmit(({ password }) => onSend(password))} problem={problem}>
      <p className={classes.noticeText}>
        <Trans>For the account {email}</Trans>
      </p>
      {/* So that password managers know whose it is. */}
      <input type="hidden" name="username" autoComplete="username" value={email} />
      <NewPasswordField {...fields.text("password")} />
      <Button type="submit" size="md" loading={isSending}>
        <Trans>Save and sign in</Trans>
      </Button>
    </Form>
  );
}
