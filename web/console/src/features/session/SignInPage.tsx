// Signing in: e-mail and password, then a code where the account asks for one; or with another provider; or, on the
// demo, with one click.

import { Trans, useLingui } from "@lingui/react/macro";
import { Button } from "@mantine/core";
import { useMutation, useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { api } from "../../api/client";
import { signInOptionsQuery } from "../../api/outside";
import { ApiProblem, isProblem } from "../../api/problem";
import type { SignIn } from "../../api/types";
import { isInside, useGoOn } from "../../app/next";
import { usePageSearch } from "../../app/search";
import { takeSession } from "../../app/session";
import { ErrorView } from "../../ui/ErrorView";
import { CodeForm } from "./CodeForm";
import { DemoHint } from "./DemoHint";
import { Outside } from "./Outside";
import { PasswordForm } from "./PasswordForm";
import classes from "./session.module.css";

/** What a provider's refusal says when it sends the browser back here. */
const told = (code: string | undefined) =>
  code === undefined ? null : new ApiProblem({ code, title: code, status: 400 });

export function SignInPage() {
  const { t } = useLingui();
  const [{ next, problem }] = usePageSearch();
  const goOn = useGoOn();
  /** Right, but a code is wanted as well. */
  const [half, setHalf] = useState<SignIn | null>(null);
  const options = useQuery(signInOptionsQuery).data;

  const signIn = useMutation({
    mutationFn: (body: SignIn) => api.post("/api/session", { body }),
    onSuccess: (session) => {
      takeSession(session);
      goOn(next);
    },
    onError: (reason, body) => {
      if (isProblem(reason, "code_needed")) setHalf(body);
    },
  });
  const problemNow = isProblem(signIn.error, "code_needed") ? null : signIn.error;

  if (half) {
    return (
      <Outside title={t`Enter the code`} lead={t`One more step: the code from your authenticator app.`}>
        <CodeForm
          problem={problemNow}
          isSending={signIn.isPending}
          onSend={(code) => signIn.mutate({ ...half, code })}
          onBack={() => {
            setHalf(null);
            signIn.reset();
          }}
        />
      </Outside>
    );
  }
  const refused = told(problem);
  return (
    <Outside title={t`Sign in`}>
      {refused && <ErrorView error={refused} />}
      {options?.demo && (
        <DemoHint onEnter={() => options.demo && signIn.mutate(options.demo)} isSending={signIn.isPending} />
      )}
      <PasswordForm
        problem={problemNow}
        isSending={signIn.isPending}
        isSecond={Boolean(options?.demo)}
        onSend={(body) => signIn.mutate(body)}
      />
      {options?.oidc && (
        <>
          <div className={classes.or}>
            <Trans>or</Trans>
          </div>
          <Button component="a" variant="default" size="md" href={providerAddress(next)}>
            <Trans>Sign in with {options.oidc.name}</Trans>
          </Button>
        </>
      )}
    </Outside>
  );
}

const providerAddress = (next: string | undefined): string =>
  `/api/session/oidc?next=${encodeURIComponent(`/console${isInside(next) ? next : "/"}`)}`;
