import { useLingui } from "@lingui/react/macro";
import { Switch, TagsInput } from "@mantine/core";
import { Section } from "../../ui/Page";
import type { SiteFields } from "./SiteForm";
import classes from "./site.module.css";

const mostOrigins = 100;

export function MeasuringFields({ fields: { values, set, wrong } }: { fields: SiteFields }) {
  const { t } = useLingui();
  return (
    <Section title={t`What is taken in`}>
      <div className={classes.fields}>
        <TagsInput
          label={t`Pages that may send`}
          description={t`Origins such as https://shop.example; press Enter after each. While none is named, any page may send.`}
          placeholder={values.origins.length === 0 ? "https://shop.example" : undefined}
          value={values.origins}
          onChange={(origins) => set("origins", origins)}
          error={wrong.origins}
          maxTags={mostOrigins}
          acceptValueOnBlur
        />
        <Switch
          label={t`Ask visitors for consent first`}
          description={t`Nothing is remembered of a visitor until the shop's page says that they agreed. Off: what was not refused is allowed.`}
          checked={values.isConsentNeeded}
          onChange={(event) => set("isConsentNeeded", event.currentTarget.checked)}
          error={wrong.isConsentNeeded}
        />
        <Switch
          label={t`Count only orders from the shop's server`}
          description={t`Orders that a browser reports are not counted: for shops that report them with a secret key.`}
          checked={values.countsServerOrdersOnly}
          onChange={(event) => set("countsServerOrdersOnly", event.currentTarget.checked)}
        />
      </div>
    </Section>
  );
}
