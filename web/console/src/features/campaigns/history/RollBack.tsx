// Publishes an old version's text again. Says before whether a new phase begins by it; refused when somebody else has
// published in the meantime.

import { Trans, useLingui } from "@lingui/react/macro";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { api } from "../../../api/client";
import { keys } from "../../../api/keys";
import { isProblem } from "../../../api/problem";
import type { Campaign, Version } from "../../../api/types";
import { ConfirmButton } from "../../../ui/ConfirmButton";
import { ErrorView } from "../../../ui/ErrorView";
import { useNotify } from "../../../ui/notify";
import { TextSkeleton } from "../../../ui/Skeletons";
import type { PublishedCampaign } from "../queries";
import classes from "./History.module.css";

export interface RollBackProps {
  campaign: PublishedCampaign;
  version: Version;
  done: () => void;
}

export function RollBack({ campaign, version, done }: RollBackProps) {
  const { t } = useLingui();
  const notify = useNotify();
  const client = useQueryClient();
  const body = textOf(campaign, version);
  const rehearsal = useQuery({
    queryKey: keys.campaign(campaign.key, "rehearsal", String(version.version), String(campaign.version)),
    queryFn: ({ signal }) =>
      api.post("/api/publish", {
        query: { dry_run: true },
        body: [body],
        signal,
      }),
  });
  const publication = useMutation({
    mutationFn: () =>
      api.put("/api/campaigns/{key}", {
        path: { key: campaign.key },
        version: campaign.version,
        body,
      }),
    onSuccess: async (made) => {
      await client.invalidateQueries({ queryKey: keys.campaigns });
      notify.done(t`Version ${version.version} stands again, as version ${made.version}.`);
      done();
    },
    onError: async (problem) => {
      if (isProblem(problem, "version_conflict"))
        await client.invalidateQueries({ queryKey: keys.campaigns });
      notify.refused(problem);
    },
  });
  if (rehearsal.error) return <ErrorView error={rehearsal.error} retry={() => void rehearsal.refetch()} />;
  if (!rehearsal.data) return <TextSkeleton lines={2} />;
  const own = rehearsal.data.texts.find((text) => text.key === campaign.key);
  const cutsPhase = own?.phase_cut ?? false;
  return (
    <div className={classes.rollBack}>
      <p className={classes.soft}>
        {cutsPhase ? (
          <Trans>
            Publishing it again begins a new phase: figures are counted from zero, the old ones stay readable.
          </Trans>
        ) : (
          <Trans>Publishing it again begins no new phase: visitors get the same.</Trans>
        )}
      </p>
      <ConfirmButton
        confirm={t`Publish it again`}
        disabled={publication.isPending}
        onConfirm={() => publication.mutate()}
        question={
          <Trans>
            Publish the text of version {version.version} again? The present version {campaign.version} stays
            in the list.
          </Trans>
        }
      >
        <Trans>Go back to this version</Trans>
      </ConfirmButton>
    </div>
  );
}

/** A stored text names its kind and key, so that it can be published anywhere. */
function textOf(campaign: PublishedCampaign, version: Version): Campaign {
  return { ...(version.text as Campaign), kind: "campaign", key: campaign.key };
}
