import { useLingui } from "@lingui/react/macro";
import { Page } from "../../ui/Page";

export function KeysPage() {
  const { t } = useLingui();
  return (
    <Page title={t`API keys`} lead={t`For programs of the shop that speak with Kizukai.`}>
      {null}
    </Page>
  );
}
