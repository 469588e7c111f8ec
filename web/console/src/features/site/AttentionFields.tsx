// What messages cost a visitor's attention, and how it comes back; in one sentence, what that comes to.

import { Plural, Trans, useLingui } from "@lingui/react/macro";
import { NumberInput } from "@mantine/core";
import { DurationField } from "../../ui/DurationField";
import fieldset from "../../ui/fieldset.module.css";
import { Section } from "../../ui/Page";
import { formatName } from "../../words/formats";
import { lengthWords } from "../../words/span";
import { useWords } from "../../words/useWords";
import type { SiteFields } from "./SiteForm";
import { FORMATS, type SiteValues } from "./settings";
import classes from "./site.module.css";

const HOUR_MS = 3_600_000;

export function AttentionFields({ fields }: { fields: SiteFields }) {
  const { t } = useLingui();
  return (
    <Section
      title={t`Attention budget`}
      lead={t`Every message costs points: the more it interrupts, the more. When a visitor's points are used up, Kizukai keeps still.`}
    >
      <div className={classes.fields}>
        <p className={classes.means}>
          <Means values={fields.values} />
        </p>
        <PointFields fields={fields} />
        <PriceFields fields={fields} />
        <DearerFields fields={fields} />
      </div>
    </Section>
  );
}

/** Told by the card in the corner, which most messages are. */
function Means({ values: { capacity, perHour, prices } }: { values: SiteValues }) {
  const words = useWords();
  const inARow = Math.floor(capacity / prices.corner);
  if (prices.corner === 0) return <Trans>Cards in the corner cost nothing: points do not limit them.</Trans>;
  if (inARow === 0) return <Trans>Nobody has points enough for a card in the corner: it never comes.</Trans>;
  return (
    <>
      <Plural
        value={inARow}
        one="As it stands, a rested visitor gets one card in the corner, and no second one."
        other="As it stands, a rested visitor gets up to # cards in the corner in a row."
      />{" "}
      {perHour > 0 ? (
        <Trans>
          The points for another one are back after{" "}
          {lengthWords(words.language, Math.ceil((prices.corner / perHour) * 60) * (HOUR_MS / 60))}.
        </Trans>
      ) : (
        <Trans>Points come back with a new visit alone.</Trans>
      )}
    </>
  );
}

interface Part {
  fields: SiteFields;
}

function PointFields({ fields: { values, set, wrong } }: Part) {
  const { t } = useLingui();
  const points = [
    {
      name: "capacity",
      label: t`Points of a rested visitor`,
      description: t`With fewer, less can be said in a row.`,
      least: 1,
    },
    {
      name: "perHour",
      label: t`Points that come back in an hour`,
      description: t`While nothing is said.`,
      least: 0,
    },
    {
      name: "perVisit",
      label: t`Points that come back with a new visit`,
      description: t`Who returns is a little readier to listen.`,
      least: 0,
    },
  ] as const;
  return points.map(({ name, label, description, least }) => (
    <NumberInput
      key={name}
      classNames={{ wrapper: classes.number }}
      label={label}
      description={description}
      value={values[name]}
      onChange={(value) => set(name, Number(value) || least)}
      error={wrong[name]}
      min={least}
      max={1000}
      decimalScale={3}
    />
  ));
}

function PriceFields({ fields: { values, set, wrong } }: Part) {
  const { prices, capacity } = values;
  const never = FORMATS.filter((format) => prices[format] > capacity).map(formatName);
  return (
    <fieldset className={fieldset.group}>
      <legend className={fieldset.legend}>
        <Trans>What a message costs</Trans>
      </legend>
      <span className={classes.description}>
        <Trans>By its format. With 0 it costs nothing; with more than a visitor has it never comes.</Trans>
      </span>
      <div className={classes.prices}>
        {FORMATS.map((format) => (
          <NumberInput
            key={format}
            label={formatName(format)}
            value={prices[format]}
            onChange={(value) => set("prices", { ...prices, [format]: Number(value) || 0 })}
            min={0}
            max={1000}
            decimalScale={3}
          />
        ))}
      </div>
      {never.length > 0 && (
        <span className={classes.note}>
          <Trans>Never comes, as it costs more than a visitor has: {never.join(" · ")}</Trans>
        </span>
      )}
      {wrong.prices && <span className={fieldset.wrong}>{wrong.prices}</span>}
    </fieldset>
  );
}

function DearerFields({ fields: { values, set, wrong } }: Part) {
  const { t } = useLingui();
  const factors = [
    {
      name: "checkout",
      label: t`In the checkout it costs`,
      description: t`Whoever is paying is left alone the more.`,
    },
    {
      name: "dismissedFactor",
      label: t`After a message was put away it costs`,
      description: t`Whoever has just closed one does not want the next.`,
    },
  ] as const;
  return (
    <>
      {factors.map(({ name, label, description }) => (
        <NumberInput
          key={name}
          classNames={{ wrapper: classes.number }}
          label={label}
          description={description}
          value={values[name]}
          onChange={(value) => set(name, Number(value) || 1)}
          error={wrong[name]}
          min={1}
          max={100}
          decimalScale={2}
          suffix={` ${t`times as much`}`}
        />
      ))}
      <DurationField
        label={t`So long after it was put away`}
        description={t`Then messages cost what they cost before.`}
        value={values.dismissedFor}
        onChange={(time) => set("dismissedFor", time)}
        error={wrong.dismissedFor}
      />
    </>
  );
}
