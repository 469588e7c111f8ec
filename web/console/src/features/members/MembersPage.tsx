// Who works with this site: members and their roles, open invitations, and what each role may do.

import { useLingui } from "@lingui/react/macro";
import { Page, Section } from "../../ui/Page";
import { InvitationList } from "./InvitationList";
import { Invite } from "./Invite";
import { MemberTable } from "./MemberTable";
import { RoleTable } from "./RoleTable";

export function MembersPage() {
  const { t } = useLingui();
  return (
    <Page title={t`Members`} lead={t`Who works with this site, and what each may do.`}>
      <MemberTable />
      <Section
        title={t`Invite somebody`}
        lead={t`Make a link and send it the way you like. It works once, for seven days. Kizukai sends no mail for it.`}
      >
        <Invite />
        <InvitationList />
      </Section>
      <Section title={t`What each role may do`}>
        <RoleTable />
      </Section>
    </Page>
  );
}
