import { useLingui } from "@lingui/react/macro";
import { Page } from "../../ui/Page";

export function SetupPage() {
  const { t } = useLingui();
  return (
    <Page title={t`Set-up`} lead={t`Make the first account and name the shop.`}>
      {null}
    </Page>
  );
}
