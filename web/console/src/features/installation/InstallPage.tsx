import { useLingui } from "@lingui/react/macro";
import { Page } from "../../ui/Page";

export function InstallPage() {
  const { t } = useLingui();
  return (
    <Page
      title={t`Installation`}
      lead={t`Put Kizukai on the shop's pages and see whether all that is needed arrives.`}
    >
      {null}
    </Page>
  );
}
