// Two people changed the same draft. Shows what the other changed and what oneself did, and lets choose: mine, theirs, or
// place by place. Nothing is lost before that.

import { Plural, Trans, useLingui } from "@lingui/react/macro";
import { Button, Group, SegmentedControl } from "@mantine/core";
import { useMemo, useState } from "react";
import { useFormat } from "../../../ui/manner";
import { placeName } from "../../../words/text/places";
import { placeValue } from "../../../words/text/values";
import { merged, nameOfPlace, type Place, places, type Side, wish } from "../model/merge";
import type { Text } from "../model/text";
import { useStudio } from "../studio";
import classes from "./Conflict.module.css";
import type { Keeper, Standing, View } from "./keeper";

export interface ConflictProps {
  keeper: Keeper;
  view: View;
  theirs: Standing;
}

export function Conflict({ keeper, view, theirs }: ConflictProps) {
  const { t } = useLingui();
  const base = view.standing.text;
  const mine = view.history.present;
  const name = theirs.edited_by ?? t`Somebody`;
  const settle = (text: Text) => keeper.settle(text, theirs);
  return (
    <section className={classes.conflict} aria-label={t`Two people have changed this`}>
      <h2 className={classes.title}>
        <Trans>{name} has changed this as well</Trans>
      </h2>
      <p className={classes.soft}>
        <Trans>
          Nothing is lost: yours stands on this page, the other one is saved. Choose what is to stand.
        </Trans>
      </p>
      <Choices base={base} mine={mine} theirs={theirs.text} settle={settle} />
    </section>
  );
}

interface ChoicesProps {
  base: Text;
  mine: Text;
  theirs: Text;
  settle: (text: Text) => void;
}

export function Choices({ base, mine, theirs, settle }: ChoicesProps) {
  const found = useMemo(() => places(base, mine, theirs), [base, mine, theirs]);
  const [chosen, setChosen] = useState<Readonly<Record<string, Side>>>({});
  const sideOf = (place: Place) => chosen[nameOfPlace(place)] ?? wish(place);
  return (
    <>
      <ul className={classes.places}>
        {found.map((place) => (
          <Row
            key={nameOfPlace(place)}
            place={place}
            side={sideOf(place)}
            choose={(side) => setChosen({ ...chosen, [nameOfPlace(place)]: side })}
          />
        ))}
      </ul>
      <Group gap="xs">
        <Button onClick={() => settle(merged(mine, found, sideOf))}>
          <Plural value={found.length} one="Go on with what is chosen" other="Go on with what is chosen" />
        </Button>
        <Button variant="default" onClick={() => settle(mine)}>
          <Trans>Keep all of mine</Trans>
        </Button>
        <Button variant="default" onClick={() => settle(theirs)}>
          <Trans>Take all of theirs</Trans>
        </Button>
      </Group>
    </>
  );
}

function Row({ place, side, choose }: { place: Place; side: Side; choose: (side: Side) => void }) {
  const { t } = useLingui();
  const { words } = useStudio();
  const { moment } = useFormat();
  const name = placeName([...place.path]);
  const write = (value: unknown) => placeValue([...place.path], value, { words, moment });
  return (
    <li className={classes.place}>
      <span className={classes.name}>
        {name}
        {place.changedBy === "both" && (
          <em className={classes.both}>
            <Trans>both changed it</Trans>
          </em>
        )}
      </span>
      <span className={classes.value} data-chosen={side === "mine" || undefined}>
        {write(place.mine)}
      </span>
      <span className={classes.value} data-chosen={side === "theirs" || undefined}>
        {write(place.theirs)}
      </span>
      <SegmentedControl
        size="xs"
        aria-label={t`Which one stands: ${name}`}
        value={side}
        data={[
          { value: "mine", label: t`Mine` },
          { value: "theirs", label: t`Theirs` },
        ]}
        onChange={(to) => choose(to as Side)}
      />
    </li>
  );
}
