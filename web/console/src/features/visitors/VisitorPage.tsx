import { useLingui } from "@lingui/react/macro";
import { Page } from "../../ui/Page";

export function VisitorPage() {
  const { t } = useLingui();
  return (
    <Page title={t`Visitor`} lead={t`What is known of this visitor, and what happened.`}>
      {null}
    </Page>
  );
}
