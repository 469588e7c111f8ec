// Somebody has published past the version that this draft was begun from. Shows what was published since, and lets choose
// part by part what is to stand over it.

import { Trans, useLingui } from "@lingui/react/macro";
import { Button, Group } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { useMemo } from "react";
import { api } from "../../../api/client";
import { keys } from "../../../api/keys";
import type { Version } from "../../../api/types";
import { Answer } from "../../../ui/Answer";
import { useFormat } from "../../../ui/manner";
import { BlockSkeleton } from "../../../ui/Skeletons";
import { When } from "../../../ui/When";
import { Differences } from "../../../words/text/Differences";
import { placeValue } from "../../../words/text/values";
import { fieldPlaces, merged } from "../model/merge";
import type { Text } from "../model/text";
import { armsWords } from "../sentences";
import { useStudio } from "../studio";
import classes from "./Conflict.module.css";
import type { Keeper, View } from "./keeper";
import { Sides, useChoosing } from "./Sides";

/** Where whoever asks for publishing is led first. */
export const BEHIND = "published-since";

export interface BehindProps {
  keeper: Keeper;
  view: View;
}

export function Behind({ keeper, view }: BehindProps) {
  const { t } = useLingui();
  const { campaign } = useStudio();
  const { base_version: base, live_version: live } = view.standing;
  const history = useQuery({
    // Asked anew for each version that comes past.
    queryKey: keys.campaign(campaign, "history", String(live)),
    queryFn: ({ signal }) => api.get("/api/campaigns/{key}/history", { path: { key: campaign }, signal }),
  });
  return (
    <section id={BEHIND} tabIndex={-1} className={classes.conflict} aria-label={t`What was published since`}>
      <div role="alert">
        <h2 className={classes.title}>
          <Trans>Version {live} has been published since</Trans>
        </h2>
        <p className={classes.soft}>
          <Trans>
            This draft was begun from version {base}. Choose what is to stand; then it can be published over
            version {live}.
          </Trans>
        </p>
      </div>
      <Answer query={history} skeleton={<BlockSkeleton height={160} />}>
        {({ versions }) => <Since key={live} versions={versions} keeper={keeper} view={view} />}
      </Answer>
    </section>
  );
}

function Since({ versions, keeper, view }: BehindProps & { versions: readonly Version[] }) {
  const { t } = useLingui();
  const { words, mayEdit } = useStudio();
  const { moment } = useFormat();
  const { base_version, live_version: live } = view.standing;
  const textOf = (number: number) => versions.find(({ version }) => version === number)?.text as Text;
  // Nothing was published when it was begun, or the history does not reach back so far.
  const [base, theirs] = [textOf(base_version) ?? NOTHING, textOf(live) ?? NOTHING];
  const mine = view.history.present;
  const found = useMemo(() => fieldPlaces(base, mine, theirs), [base, mine, theirs]);
  const choosing = useChoosing();
  const newest = versions.find(({ version }) => version === live);
  const valueAt = ([field = ""]: readonly string[], value: unknown) =>
    field === "arms" ? armsWords(words, { arms: value }) : placeValue([field], value, { words, moment });
  return (
    <>
      {newest && (
        <p className={classes.soft}>
          <Trans>
            Published <When at={newest.published_at} />
          </Trans>{" "}
          {newest.by}
        </p>
      )}
      <Differences before={base} after={theirs} />
      {found.length > 0 ? (
        <Sides places={found} theirs={t`Published`} valueAt={valueAt} {...choosing} />
      ) : (
        <p className={classes.soft}>
          <Trans>The draft says the same by now.</Trans>
        </p>
      )}
      {mayEdit && (
        <Group gap="xs">
          <Button onClick={() => void keeper.rebase((text) => merged(text, found, choosing.sideOf), live)}>
            <Trans>Go on from version {live}</Trans>
          </Button>
        </Group>
      )}
    </>
  );
}

const NOTHING: Text = {};
