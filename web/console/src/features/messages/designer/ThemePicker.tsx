// Colours and shape: as the site has them, one of twelve ready ones, or one of these with changes.

import { Trans, useLingui } from "@lingui/react/macro";
import { Button, ColorInput, Slider, VisuallyHidden } from "@mantine/core";
import { type CSSProperties, useId } from "react";
import { PRESET_NAMES, PRESETS, presetNameOf } from "../../look/presets";
import { ReadFromShop } from "../../look/ReadFromShop";
import { useLookNames } from "../../look/useLookNames";
import { type OwnTheme, put, type Theme } from "../step/shape";
import { useDesigner, usePart } from "./context";
import classes from "./designer.module.css";
import { Findings } from "./Findings";

export function ThemePicker() {
  const { isDisabled } = useDesigner();
  const [theme, set] = usePart("theme");
  const { t } = useLingui();
  const names = useLookNames();
  const group = useId();
  const own = typeof theme === "object" ? theme : null;
  const chosen = theme === undefined ? null : presetNameOf(theme);
  const choose = (name: string) => set(own ? { ...own, preset: name } : name);
  const now = chosen === null ? t`As the site has them` : names[chosen];
  return (
    <details className={classes.themeBox}>
      <summary>
        <span className={classes.label}>{t`Colours and shape`}</span>
        <span className={classes.small}>{own ? t`${now}, changed` : now}</span>
      </summary>
      <Findings path="theme" />
      <fieldset className={classes.themes} disabled={isDisabled}>
        <VisuallyHidden component="legend">{t`Colours and shape`}</VisuallyHidden>
        <div className={classes.swatches}>
          <label className={classes.swatch} data-chosen={chosen === null || undefined}>
            <input type="radio" name={group} checked={chosen === null} onChange={() => set(undefined)} />
            <span className={classes.siteSwatch} aria-hidden />
            <span>{t`As the site has them`}</span>
          </label>
          {PRESET_NAMES.map((name) => {
            const { light, radius } = PRESETS[name];
            const look = {
              background: light.surface,
              color: light.text,
              "--swatch-accent": light.accent,
              borderRadius: Math.min(radius, 12),
            } as CSSProperties;
            return (
              <label key={name} className={classes.swatch} data-chosen={chosen === name || undefined}>
                <input type="radio" name={group} checked={chosen === name} onChange={() => choose(name)} />
                <span className={classes.colours} style={look} aria-hidden>
                  あ
                </span>
                <span>{names[name]}</span>
              </label>
            );
          })}
        </div>
        {own ? (
          <Own theme={own} onChange={set} />
        ) : (
          <div className={classes.start}>
            <Button variant="subtle" size="compact-sm" onClick={() => set({ preset: presetNameOf(theme) })}>
              <Trans>Choose colours yourself</Trans>
            </Button>
            <ReadFromShop onRead={set} />
          </div>
        )}
      </fieldset>
    </details>
  );
}

function Own({ theme, onChange }: { theme: OwnTheme; onChange: (theme: Theme) => void }) {
  const { isDisabled } = useDesigner();
  const { t } = useLingui();
  const preset = PRESETS[presetNameOf(theme)];
  const colour = (name: "accent" | "surface" | "text", label: string) => (
    <ColorInput
      size="xs"
      label={label}
      format="hex"
      disabled={isDisabled}
      withEyeDropper={false}
      placeholder={preset.light[name]}
      value={theme[name] ?? ""}
      onChange={(value) => onChange(put(theme, name, value === "" ? undefined : value.toLowerCase()))}
      popoverProps={{ withinPortal: true }}
    />
  );
  return (
    <div className={classes.own}>
      {colour("accent", t`What can be pressed`)}
      {colour("surface", t`Behind the text`)}
      {colour("text", t`Text colour`)}
      <div>
        <span className={classes.small}>{t`Round corners`}</span>
        <Slider
          size="sm"
          min={0}
          max={32}
          label={(value) => `${value}px`}
          thumbLabel={t`Round corners`}
          disabled={isDisabled}
          value={theme.radius ?? preset.radius}
          onChange={(value) => onChange({ ...theme, radius: value })}
        />
      </div>
      <div>
        <span className={classes.small}>{t`Room`}</span>
        <Slider
          size="sm"
          min={0.75}
          max={1.5}
          step={0.05}
          thumbLabel={t`Room`}
          disabled={isDisabled}
          value={theme.density ?? preset.density}
          onChange={(value) => onChange({ ...theme, density: value })}
        />
      </div>
      <Button
        className={classes.start}
        variant="subtle"
        size="compact-sm"
        onClick={() => onChange(presetNameOf(theme))}
      >
        <Trans>Without my changes</Trans>
      </Button>
    </div>
  );
}
