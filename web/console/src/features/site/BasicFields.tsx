import { useLingui } from "@lingui/react/macro";
import { NativeSelect } from "@mantine/core";
import { locales } from "../../app/i18n";
import { languageNames } from "../../app/language";
import { Section } from "../../ui/Page";
import { CurrencyField, TimezoneField } from "../../ui/RegionFields";
import type { SiteFields } from "./SiteForm";
import classes from "./site.module.css";

export function BasicFields({ fields: { values, set, wrong } }: { fields: SiteFields }) {
  const { t } = useLingui();
  return (
    <Section title={t`The shop`}>
      <div className={classes.fields}>
        <TimezoneField
          value={values.timezone}
          onChange={(zone) => set("timezone", zone)}
          error={wrong.timezone}
          description={t`Days and schedules are counted in it, and moments are written in it.`}
        />
        <CurrencyField
          value={values.currency}
          onChange={(currency) => set("currency", currency)}
          error={wrong.currency}
          description={t`Amounts in other currencies count as nothing.`}
        />
        <NativeSelect
          label={t`Language of the shop`}
          description={t`What visitors are spoken to in when their own language is not known.`}
          value={values.locale}
          onChange={(event) => set("locale", event.currentTarget.value)}
          error={wrong.locale}
          data={[...new Set([values.locale, ...locales])].map((value) => ({
            value,
            label: value in languageNames ? languageNames[value as keyof typeof languageNames] : value,
          }))}
        />
      </div>
    </Section>
  );
}
