// Places at which two texts differ: both values beside each other, and which of them is to stand.

import { Trans, useLingui } from "@lingui/react/macro";
import { SegmentedControl } from "@mantine/core";
import { useState } from "react";
import { placeName } from "../../../words/text/places";
import { nameOfPlace, type Place, type Side, wish } from "../model/merge";
import classes from "./Conflict.module.css";

export interface Choosing {
  sideOf: (place: Place) => Side;
  choose: (place: Place, side: Side) => void;
}

/** What was chosen so far; else what one would take without being asked. */
export function useChoosing(): Choosing {
  const [chosen, setChosen] = useState<Readonly<Record<string, Side>>>({});
  return {
    sideOf: (place) => chosen[nameOfPlace(place)] ?? wish(place),
    choose: (place, side) => setChosen({ ...chosen, [nameOfPlace(place)]: side }),
  };
}

export interface SidesProps extends Choosing {
  places: readonly Place[];
  /** What the other side is called. */
  theirs: string;
  valueAt: (path: readonly string[], value: unknown) => string;
}

export function Sides({ places, theirs, valueAt, sideOf, choose }: SidesProps) {
  const { t } = useLingui();
  return (
    <ul className={classes.places}>
      {places.map((place) => {
        const name = placeName([...place.path]);
        const side = sideOf(place);
        return (
          <li key={nameOfPlace(place)} className={classes.place}>
            <span className={classes.name}>
              {name}
              {place.changedBy === "both" && (
                <em className={classes.both}>
                  <Trans>both changed it</Trans>
                </em>
              )}
            </span>
            <span className={classes.value} data-chosen={side === "mine" || undefined}>
              {valueAt(place.path, place.mine)}
            </span>
            <span className={classes.value} data-chosen={side === "theirs" || undefined}>
              {valueAt(place.path, place.theirs)}
            </span>
            <SegmentedControl
              size="xs"
              aria-label={t`Which one stands: ${name}`}
              value={side}
              data={[
                { value: "mine", label: t`Mine` },
                { value: "theirs", label: theirs },
              ]}
              onChange={(to) => choose(place, to as Side)}
            />
          </li>
        );
      })}
    </ul>
  );
}
