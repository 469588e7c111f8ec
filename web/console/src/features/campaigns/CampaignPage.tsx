import { useLingui } from "@lingui/react/macro";
import { Page } from "../../ui/Page";

export function CampaignPage() {
  const { t } = useLingui();
  return (
    <Page title={t`Campaign`} lead={t`What this campaign does, to whom, and what came of it.`}>
      {null}
    </Page>
  );
}
