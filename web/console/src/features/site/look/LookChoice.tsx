// The looks side by side, each as a swatch of its light and its dark side.

import { useLingui } from "@lingui/react/macro";
import type { ReactNode } from "react";
import { Choices } from "../../../ui/Choices";
import { type Colours, PRESET_NAMES, PRESETS, type PresetName } from "../../look/presets";
import { useLookNames } from "../../look/useLookNames";
import classes from "./look.module.css";

export interface LookChoiceProps {
  value: PresetName | null;
  onChange: (value: PresetName | null) => void;
}

export function LookChoice({ value, onChange }: LookChoiceProps) {
  const { t } = useLingui();
  const names = useLookNames();
  const option = (name: PresetName | null, label: string, swatch: ReactNode) => ({
    value: name,
    content: (
      <>
        {swatch}
        <span className={classes.name}>{label}</span>
      </>
    ),
  });
  return (
    <Choices
      legend={t`Look`}
      name="preset"
      value={value}
      onChange={onChange}
      className={classes.options}
      optionClassName={classes.option}
      options={[
        option(null, t`As the page`, <PageSwatch />),
        ...PRESET_NAMES.map((name) => option(name, names[name], <Swatch name={name} />)),
      ]}
    />
  );
}

const Swatch = ({ name }: { name: PresetName }) => {
  const { light, dark, radius } = PRESETS[name];
  return (
    <span className={classes.swatch} style={{ borderRadius: Math.min(radius, 14) }} aria-hidden>
      <Side {...light} />
      <Side {...dark} />
    </span>
  );
};

const Side = ({ surface, text, accent }: Colours) => (
  <span className={classes.side} style={{ background: surface }}>
    <span className={classes.stroke} style={{ background: text }} />
    <span className={classes.pill} style={{ background: accent }} />
  </span>
);

/** A page that is not known here: lines without colours. */
const PageSwatch = () => (
  <span className={classes.swatch} data-page aria-hidden>
    <span className={classes.side}>
      <span className={classes.stroke} />
      <span className={classes.pill} />
    </span>
  </span>
);
