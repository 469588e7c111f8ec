import { useLingui } from "@lingui/react/macro";
import { Page } from "../../ui/Page";

export function AccountPage() {
  const { t } = useLingui();
  return (
    <Page title={t`Account`} lead={t`Your name, language and how you sign in.`}>
      {null}
    </Page>
  );
}
