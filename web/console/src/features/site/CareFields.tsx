// How often and how close together visitors are spoken to, over all campaigns; and who is never spoken to.

import { Trans, useLingui } from "@lingui/react/macro";
import { Button, NumberInput } from "@mantine/core";
import { IconPlus } from "@tabler/icons-react";
import { CapRow } from "../../ui/CapRow";
import { DurationField } from "../../ui/DurationField";
import fieldset from "../../ui/fieldset.module.css";
import { Section } from "../../ui/Page";
import type { SiteFields } from "./SiteForm";
import classes from "./site.module.css";

/** More would contradict each other. */
const mostCaps = 8;

export function CareFields({ fields: { values, set, wrong } }: { fields: SiteFields }) {
  const { t } = useLingui();
  const { caps } = values;
  return (
    <Section title={t`How often a visitor is spoken to`}>
      <div className={classes.fields}>
        <fieldset className={fieldset.group}>
          <legend className={fieldset.legend}>
            <Trans>Limits</Trans>
          </legend>
          <span className={classes.description}>
            <Trans>
              All campaigns together show at most so many messages to one visitor, in all tabs and on all
              devices.
            </Trans>
          </span>
          {caps.map((cap, place) => (
            <CapRow
              // biome-ignore lint/suspicious/noArrayIndexKey: caps have no name of their own
              key={place}
              cap={cap}
              onChange={(changed) => set("caps", caps.with(place, changed))}
              onRemove={() => set("caps", caps.toSpliced(place, 1))}
            />
          ))}
          {wrong.caps && <span className={fieldset.wrong}>{wrong.caps}</span>}
          {caps.length < mostCaps && (
            <Button
              variant="default"
              size="xs"
              className={fieldset.start}
              leftSection={<IconPlus size={14} aria-hidden />}
              onClick={() => set("caps", [...caps, { max: 3, per: "24h" }])}
            >
              <Trans>Add a limit</Trans>
            </Button>
          )}
        </fieldset>
        <DurationField
          label={t`Quiet between two messages`}
          description={t`After a message a visitor is left alone for so long.`}
          value={values.quietTime}
          onChange={(time) => set("quietTime", time)}
          error={wrong.quietTime}
        />
        <NumberInput
          classNames={{ wrapper: classes.number }}
          label={t`Page views between two messages`}
          description={t`And for so many pages, however quickly they come.`}
          value={values.quietPageViews}
          onChange={(views) => set("quietPageViews", Number(views) || 0)}
          error={wrong.quietPageViews}
          min={0}
          max={1000}
          allowDecimal={false}
        />
        <NumberInput
          classNames={{ wrapper: classes.number }}
          label={t`Holdout`}
          description={t`So many of a hundred visitors never get a message. They show what all campaigns together are worth.`}
          value={values.holdout}
          onChange={(percent) => set("holdout", Number(percent) || 0)}
          error={wrong.holdout}
          min={0}
          max={100}
          decimalScale={1}
          suffix=" %"
        />
      </div>
    </Section>
  );
}
