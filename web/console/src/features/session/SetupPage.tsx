// The first page of a new server: who owns it, and which shop it is for. The code proves that whoever is here can read
// what the server printed. Afterwards the install guide follows.

import { Trans, useLingui } from "@lingui/react/macro";
import { useMutation, useQuery } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import { api } from "../../api/client";
import { setupQuery } from "../../api/outside";
import type { NewSetup } from "../../api/types";
import { usePageSearch } from "../../app/search";
import { takeSession } from "../../app/session";
import { Answer } from "../../ui/Answer";
import { LinkButton } from "../../ui/Link";
import { FormSkeleton } from "../../ui/Skeletons";
import { Outside } from "./Outside";
import { SetupForm } from "./SetupForm";

export function SetupPage() {
  const { t } = useLingui();
  const navigate = useNavigate();
  const [{ code = "" }] = usePageSearch();
  const state = useQuery(setupQuery);
  const setUp = useMutation({
    mutationFn: (body: NewSetup) => api.post("/api/setup", { body }),
    onSuccess: (session) => {
      takeSession(session);
      void navigate({ to: "/install", replace: true });
    },
  });
  if (state.data && !state.data.needed && !setUp.isSuccess) {
    return (
      <Outside title={t`This server is already set up`} lead={t`Whoever was invited can sign in.`}>
        <LinkButton to="/sign-in" size="md">
          <Trans>Sign in</Trans>
        </LinkButton>
      </Outside>
    );
  }
  return (
    <Outside title={t`Set up Kizukai`} lead={t`Make your account and name the shop. It takes a minute.`}>
      <Answer query={state} skeleton={<FormSkeleton fields={6} />}>
        {({ site_exists }) => (
          <SetupForm
            code={code}
            needsSite={!site_exists}
            problem={setUp.error}
            isSending={setUp.isPending}
            onSend={(body) => setUp.mutate(body)}
          />
        )}
      </Answer>
    </Outside>
  );
}
