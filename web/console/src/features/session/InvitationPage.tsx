// An invitation to a site, opened by its link: whoever has an account joins with it, others make one.

import { Trans, useLingui } from "@lingui/react/macro";
import { useMutation, useQuery } from "@tanstack/react-query";
import { useParams } from "@tanstack/react-router";
import { api, carry } from "../../api/client";
import { invitationQuery } from "../../api/outside";
import { isProblem } from "../../api/problem";
import { useGoOn } from "../../app/next";
import { sessionQuery, takeSession } from "../../app/session";
import { Answer } from "../../ui/Answer";
import { LinkButton } from "../../ui/Link";
import { FormSkeleton } from "../../ui/Skeletons";
import { useRoleNames } from "../../words/roles";
import { JoinAsMember, JoinForm, type Joining } from "./JoinForms";
import { Outside } from "./Outside";

const path = "/api/invitation/{token}";

export function InvitationPage() {
  const { t } = useLingui();
  const { token } = useParams({ from: "/invitation/$token" });
  const roles = useRoleNames();
  const goOn = useGoOn();
  const invitation = useQuery(invitationQuery(token));
  const session = useQuery({ ...sessionQuery, retryOnMount: false });
  const join = useMutation({
    mutationFn: (body: Joining) => api.post(path, { path: { token }, body }),
    onSuccess: (joined) => {
      // The site that was joined is the last one; it is shown first.
      const site = joined.sites.find(({ name }) => name === invitation.data?.site);
      takeSession(joined);
      carry({ site: site?.id ?? null });
      goOn(site ? `/?site=${encodeURIComponent(site.id)}` : "/");
    },
  });

  if (isProblem(invitation.error, "not_found")) {
    return (
      <Outside
        title={t`This invitation is not open any more`}
        lead={t`It was used, taken back, or is older than seven days. Ask whoever sent it for a new one.`}
      >
        <LinkButton to="/sign-in" size="md" variant="default">
          <Trans>Sign in</Trans>
        </LinkButton>
      </Outside>
    );
  }
  const role = invitation.data && roles[invitation.data.role];
  return (
    <Outside
      title={invitation.data ? t`Join ${invitation.data.site}` : t`Invitation`}
      lead={role && t`You are invited as: ${role.name}. ${role.may}`}
    >
      <Answer query={invitation} skeleton={<FormSkeleton fields={3} />}>
        {({ email }) => {
          const form = { problem: join.error, isSending: join.isPending };
          return session.data ? (
            <JoinAsMember member={session.data.member} {...form} onSend={() => join.mutate({})} />
          ) : (
            <JoinForm
              email={email}
              next={`/invitation/${token}`}
              {...form}
              onSend={(body) => join.mutate(body)}
            />
          );
        }}
      </Answer>
    </Outside>
  );
}
