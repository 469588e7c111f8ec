import { useLingui } from "@lingui/react/macro";
import { Page } from "../../ui/Page";

export function EventsPage() {
  const { t } = useLingui();
  return (
    <Page title={t`Events as they arrive`} lead={t`Every event with the verdict on it, as it comes in.`}>
      {null}
    </Page>
  );
}
