import { useLingui } from "@lingui/react/macro";
import { Page } from "../../ui/Page";

export function SitePage() {
  const { t } = useLingui();
  return (
    <Page title={t`Site`} lead={t`Rules that hold for every campaign of this site.`}>
      {null}
    </Page>
  );
}
