import { useLingui } from "@lingui/react/macro";
import { Page } from "../../ui/Page";

export function InvitationPage() {
  const { t } = useLingui();
  return (
    <Page title={t`Invitation`} lead={t`Join a site.`}>
      {null}
    </Page>
  );
}
