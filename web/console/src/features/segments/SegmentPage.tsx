import { useLingui } from "@lingui/react/macro";
import { Page } from "../../ui/Page";

export function SegmentPage() {
  const { t } = useLingui();
  return (
    <Page title={t`Segment`} lead={t`Who is in this segment, and how it changes.`}>
      {null}
    </Page>
  );
}
