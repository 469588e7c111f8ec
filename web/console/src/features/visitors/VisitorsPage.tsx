import { useLingui } from "@lingui/react/macro";
import { Page } from "../../ui/Page";

export function VisitorsPage() {
  const { t } = useLingui();
  return (
    <Page title={t`Visitors`} lead={t`Who is in the shop now, and what they are doing.`}>
      {null}
    </Page>
  );
}
