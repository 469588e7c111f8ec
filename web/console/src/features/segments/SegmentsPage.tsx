import { useLingui } from "@lingui/react/macro";
import { Page } from "../../ui/Page";

export function SegmentsPage() {
  const { t } = useLingui();
  return (
    <Page title={t`Segments`} lead={t`Named groups of visitors that campaigns speak to.`}>
      {null}
    </Page>
  );
}
