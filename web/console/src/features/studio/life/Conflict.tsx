// Two people changed the same draft. Shows what the other changed and what oneself did, and lets choose: mine, theirs, or
// place by place. Nothing is lost before that.

import { Trans, useLingui } from "@lingui/react/macro";
import { Button, Group } from "@mantine/core";
import { useMemo } from "react";
import { useFormat } from "../../../ui/manner";
import { placeValue } from "../../../words/text/values";
import { merged, places } from "../model/merge";
import type { Text } from "../model/text";
import { useStudio } from "../studio";
import classes from "./Conflict.module.css";
import type { Keeper, Standing, View } from "./keeper";
import { Sides, useChoosing } from "./Sides";

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

function Choices({ base, mine, theirs, settle }: ChoicesProps) {
  const { t } = useLingui();
  const { words } = useStudio();
  const { moment } = useFormat();
  const found = useMemo(() => places(base, mine, theirs), [base, mine, theirs]);
  const choosing = useChoosing();
  return (
    <>
      <Sides
        places={found}
        theirs={t`Theirs`}
        valueAt={(path, value) => placeValue([...path], value, { words, moment })}
        {...choosing}
      />
      <Group gap="xs">
        <Button onClick={() => settle(merged(mine, found, choosing.sideOf))}>
          <Trans>Go on with what is chosen</Trans>
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
