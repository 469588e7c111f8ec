import { useLingui } from "@lingui/react/macro";
import { Page } from "../../ui/Page";

export function NewSitePage() {
  const { t } = useLingui();
  return (
    <Page title={t`New site`} lead={t`One site is one shop.`}>
      {null}
    </Page>
  );
}
