import { useLingui } from "@lingui/react/macro";
import { Switch } from "@mantine/core";
import { Section } from "../../ui/Page";
import type { SiteFields } from "./SiteForm";
import classes from "./site.module.css";

export function ApprovalFields({ fields: { values, set, wrong } }: { fields: SiteFields }) {
  const { t } = useLingui();
  return (
    <Section title={t`Who publishes campaigns`}>
      <div className={classes.fields}>
        <Switch
          label={t`Only owners publish`}
          description={t`Editors write drafts and propose them; an owner looks and publishes. Stopping a campaign waits for nobody.`}
          checked={values.isApprovalNeeded}
          onChange={(event) => set("isApprovalNeeded", event.currentTarget.checked)}
          error={wrong.isApprovalNeeded}
        />
      </div>
    </Section>
  );
}
