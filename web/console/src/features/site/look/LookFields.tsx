// How messages look on the shop's pages: as the page itself, or one of the ready looks, with colours of the shop's own.

import { Trans, useLingui } from "@lingui/react/macro";
import { NativeSelect } from "@mantine/core";
import { Section } from "../../../ui/Page";
import { ReadFromShop } from "../../look/ReadFromShop";
import type { SiteFields } from "../SiteForm";
import { ColourField } from "./ColourField";
import { LookChoice } from "./LookChoice";
import { type Look, lookOf, shown } from "./look";
import classes from "./look.module.css";
import { Preview } from "./Preview";

export function LookFields({ fields }: { fields: SiteFields }) {
  const { t } = useLingui();
  const { values, wrong, set } = fields;
  return (
    <Section
      title={t`Look of the messages`}
      lead={t`Holds for every message that chooses no look of its own. Each look has a light and a dark side and follows the page.`}
    >
      <div className={classes.look}>
        <LookChoice value={values.preset} onChange={(preset) => set("preset", preset)} />
        {wrong.preset && <p className={classes.wrong}>{wrong.preset}</p>}
        <ReadFromShop
          origin={values.origins[0]}
          onRead={(theme) => {
            const look = lookOf(theme);
            for (const name of Object.keys(look) as (keyof Look)[]) set(name, look[name]);
          }}
        />
        <Preview look={values} />
        {values.preset === null ? (
          <p className={classes.soft}>
            <Trans>
              The tag reads the colours that the page names, such as --kizukai-accent or --accent-color. The
              picture shows what comes where it names none.
            </Trans>
          </p>
        ) : (
          <OwnFields fields={fields} />
        )}
      </div>
    </Section>
  );
}

function OwnFields({ fields: { values, text, set, wrong } }: { fields: SiteFields }) {
  const { t } = useLingui();
  const theirs = shown({ ...values, accent: "", surface: "", text: "" }, "light");
  return (
    <div className={classes.own}>
      <ColourField
        label={t`Colour of buttons`}
        description={t`The colour of your brand. Empty: that of the look.`}
        otherwise={theirs.accent}
        {...text("accent")}
      />
      <ColourField
        label={t`Colour of the background`}
        description={t`In light and dark alike.`}
        otherwise={theirs.surface}
        {...text("surface")}
      />
      <ColourField
        label={t`Colour of the text`}
        description={t`In light and dark alike.`}
        otherwise={theirs.text}
        {...text("text")}
      />
      <StepSelect
        label={t`Corners`}
        value={values.radius}
        onChange={(radius) => set("radius", radius)}
        error={wrong.radius}
        steps={[
          [0, t`Square`],
          [4, t`Hardly round`],
          [8, t`A little round`],
          [16, t`Round`],
          [24, t`Very round`],
        ]}
        other={(pixels) => t`${pixels} pixels`}
      />
      <StepSelect
        label={t`Space inside`}
        value={values.density}
        onChange={(density) => set("density", density)}
        error={wrong.density}
        steps={[
          [0.85, t`Tight`],
          [1, t`Usual`],
          [1.2, t`Roomy`],
        ]}
        other={(factor) => t`${factor} times`}
      />
    </div>
  );
}

interface StepSelectProps {
  label: string;
  /** Null: as the look has it. */
  value: number | null;
  onChange: (value: number | null) => void;
  error: string | undefined;
  steps: [value: number, name: string][];
  /** A value that is none of the steps. */
  other: (value: number) => string;
}

function StepSelect({ label, value, onChange, error, steps, other }: StepSelectProps) {
  const { t } = useLingui();
  const isStep = value === null || steps.some(([step]) => step === value);
  const offered = isStep ? steps : [...steps, [value, other(value)] as const];
  return (
    <NativeSelect
      label={label}
      value={value ?? ""}
      onChange={({ currentTarget }) => onChange(currentTarget.value ? Number(currentTarget.value) : null)}
      error={error}
      data={[
        { value: "", label: t`As the look has it` },
        ...offered.map(([step, name]) => ({ value: String(step), label: name })),
      ]}
    />
  );
}
