// What is one's own: name and language, password, second step, and where one is signed in.

import { useLingui } from "@lingui/react/macro";
import { useSession } from "../../app/session";
import { Page, Section } from "../../ui/Page";
import { PasswordSection } from "./PasswordSection";
import { ProfileForm } from "./ProfileForm";
import { SecondStep } from "./SecondStep";
import { SessionList } from "./SessionList";

export function AccountPage() {
  const { t } = useLingui();
  const { member } = useSession();
  return (
    <Page
      title={t`Your account`}
      lead={t`Your name and language, and how you sign in. The same for all of your sites.`}
    >
      <ProfileForm member={member} />
      {member.has_password && (
        <>
          <Section title={t`Password`}>
            <PasswordSection email={member.email} />
          </Section>
          <Section
            title={t`Second step when signing in`}
            lead={t`A code from your phone besides the password: whoever finds out the password still does not get in.`}
          >
            <SecondStep isOn={member.totp} />
          </Section>
        </>
      )}
      <Section
        title={t`Where you are signed in`}
        lead={t`End what you do not know. Whoever used it has to sign in again.`}
      >
        <SessionList />
      </Section>
    </Page>
  );
}
