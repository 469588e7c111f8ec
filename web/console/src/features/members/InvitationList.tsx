// Links that nobody has used yet.

import { Trans, useLingui } from "@lingui/react/macro";
import { useQuery } from "@tanstack/react-query";
import type { Invitation } from "../../api/types";
import { ConfirmButton } from "../../ui/ConfirmButton";
import { Item } from "../../ui/Item";
import { When } from "../../ui/When";
import { useRoleNames } from "../../words/roles";
import { invitationsQuery, useRemoveInvitation } from "./queries";

export function InvitationList() {
  const invitations = useQuery(invitationsQuery).data?.invitations ?? [];
  if (invitations.length === 0) return null;
  return (
    <ul>
      {invitations.map((invitation) => (
        <Row key={invitation.id} invitation={invitation} />
      ))}
    </ul>
  );
}

function Row({ invitation }: { invitation: Invitation }) {
  const { t } = useLingui();
  const names = useRoleNames();
  const { mutate, isPending } = useRemoveInvitation();
  const role = names[invitation.role].name;
  const whom = invitation.email ?? t`whoever opens it first`;
  return (
    <Item
      name={
        <Trans>
          {whom}, as {role}
        </Trans>
      }
      note={
        <Trans>
          Made by {invitation.created_by}, open until <When at={invitation.expires_at} />
        </Trans>
      }
    >
      <ConfirmButton
        size="compact-xs"
        variant="subtle"
        color="gray"
        loading={isPending}
        aria-label={t`Take back the invitation for ${whom}`}
        confirm={t`Take back`}
        question={<Trans>Take back the invitation for {whom}? Its link then leads nowhere.</Trans>}
        onConfirm={() => mutate(invitation.id)}
      >
        <Trans>Take back</Trans>
      </ConfirmButton>
    </Item>
  );
}
