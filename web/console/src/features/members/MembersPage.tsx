import { useLingui } from "@lingui/react/macro";
import { Page } from "../../ui/Page";

export function MembersPage() {
  const { t } = useLingui();
  return (
    <Page title={t`Members`} lead={t`Who works with this site, and what each may do.`}>
      {null}
    </Page>
  );
}
