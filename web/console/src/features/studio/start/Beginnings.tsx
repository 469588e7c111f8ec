// What a new campaign can begin from, each with what it is good for. The ready ones come first after nothing.

import { useLingui } from "@lingui/react/macro";
import type { ReactNode } from "react";
import { useManner } from "../../../ui/manner";
import { templates } from "../model/templates";
import { read } from "../model/text";
import { SignalPicture } from "../parts/SignalPicture";
import classes from "../StudioNewPage.module.css";

export interface BeginningsProps {
  chosen: string;
  choose: (beginning: string, name?: string) => void;
}

export function Beginnings({ chosen, choose }: BeginningsProps) {
  const { t } = useLingui();
  const { locale } = useManner();
  const tile = (value: string, name: string, about: string, picture: ReactNode, called?: string) => (
    <label key={value} className={classes.tile}>
      <input
        type="radio"
        name="beginning"
        value={value}
        checked={chosen === value}
        onChange={() => choose(value, called)}
      />
      <span className={classes.picture}>{picture}</span>
      <span className={classes.words}>
        <strong>{name}</strong>
        <span className={classes.about}>{about}</span>
      </span>
    </label>
  );
  return (
    <fieldset className={classes.beginnings}>
      <legend className={classes.legend}>{t`What it begins from`}</legend>
      <div className={classes.tiles}>
        {tile(
          "nothing",
          t`From nothing`,
          t`One message, with a goal and a control already set.`,
          <SignalPicture signal="blank" />,
        )}
        {templates(locale, locale).map(({ key, name, about, text }) => {
          const on = read(text, ["trigger", "on"]);
          const signal = on === "event" ? "event" : String(read(text, ["trigger", "name"]));
          return tile(`template ${key}`, name, about, <SignalPicture signal={signal} />, name);
        })}
        {tile(
          "copy",
          t`Like one of yours`,
          t`A campaign of your shop, under another name.`,
          <SignalPicture signal="copy" />,
        )}
        {tile(
          "yaml",
          t`From YAML`,
          t`What somebody wrote elsewhere, or took out of another site.`,
          <SignalPicture signal="yaml" />,
        )}
      </div>
    </fieldset>
  );
}
