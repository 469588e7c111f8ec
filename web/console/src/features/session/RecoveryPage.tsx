import { useLingui } from "@lingui/react/macro";
import { Page } from "../../ui/Page";

export function RecoveryPage() {
  const { t } = useLingui();
  return (
    <Page title={t`New password`} lead={t`Choose a new password.`}>
      {null}
    </Page>
  );
}
