import { useLingui } from "@lingui/react/macro";
import { NumberInput } from "@mantine/core";
import { Section } from "../../ui/Page";
import type { SiteFields } from "./SiteForm";
import classes from "./site.module.css";

type Name = "capacity" | "perHour" | "perVisit";

export function AttentionFields({ fields: { values, set, wrong } }: { fields: SiteFields }) {
  const { t } = useLingui();
  const points: { name: Name; label: string; description: string; least: number }[] = [
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
  ];
  return (
    <Section
      title={t`Attention budget`}
      lead={t`Every message costs points: the more it interrupts, the more. When a visitor's points are used up, Kizukai keeps still.`}
    >
      <div className={classes.fields}>
        {points.map(({ name, label, description, least }) => (
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
        ))}
      </div>
    </Section>
  );
}
