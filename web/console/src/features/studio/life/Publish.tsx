// Publishing: what it will do, said before; then as running or paused. Problems lead to the part where they are mended.

import { Trans, useLingui } from "@lingui/react/macro";
import { Button, Radio, Textarea } from "@mantine/core";
import { IconSend } from "@tabler/icons-react";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import { useEffect, useRef, useState } from "react";
import { keys } from "../../../api/keys";
import { isProblem } from "../../../api/problem";
import { useSite } from "../../../app/session";
import { ErrorView } from "../../../ui/ErrorView";
import { useNotify } from "../../../ui/notify";
import { SidePanel } from "../../../ui/SidePanel";
import { isRecord } from "../../../words/words";
import { type FirstStatus, propose, publishDraft, withdraw } from "../api";
import { PlanLine } from "../plan/Planning";
import type { HeaderProps } from "../StudioHeader";
import { useStudio } from "../studio";
import { BEHIND } from "./Behind";
import { isBehind } from "./keeper";
import classes from "./Publish.module.css";
import { Summary } from "./Summary";
import { forget } from "./useKeeper";

export function Publish(props: HeaderProps) {
  const { t } = useLingui();
  const [isOpen, setOpen] = useState(false);
  const [isSaving, setSaving] = useState(false);
  const { keeper, view } = props;
  /** What will be published is what the server has. */
  const open = async () => {
    setSaving(true);
    const isSaved = await keeper.flush();
    setSaving(false);
    if (isBehind(keeper.read().standing)) document.getElementById(BEHIND)?.focus();
    else if (isSaved) setOpen(true);
  };
  const openLast = useRef(open);
  openLast.current = open;
  const { asked } = props;
  useEffect(() => {
    if (asked > 0) void openLast.current();
  }, [asked]);
  const hasNothing = view.standing.revision === 0 && view.history.present === view.standing.text;
  return (
    <>
      <Button
        leftSection={<IconSend size={16} aria-hidden />}
        loading={isSaving}
        disabled={hasNothing || view.saving.kind === "conflict"}
        onClick={() => void open()}
      >
        <Trans>Publish</Trans>
      </Button>
      <SidePanel isOpen={isOpen} onClose={() => setOpen(false)} title={t`Publish`} width={560}>
        {isOpen && <Ready {...props} close={() => setOpen(false)} />}
      </SidePanel>
    </>
  );
}

function Ready({ keeper, view, site, close }: HeaderProps & { close: () => void }) {
  const { t } = useLingui();
  const { done } = useNotify();
  const client = useQueryClient();
  const navigate = useNavigate();
  const { campaign, problems, text, isLive } = useStudio();
  const needsOwner = useNeedsOwner();
  const [status, setStatus] = useState<FirstStatus>(() => (text.status === "paused" ? "paused" : "running"));
  const publication = useMutation({
    mutationFn: () => publishDraft(campaign, view.standing.revision, status),
    onSuccess: async () => {
      forget(site, campaign);
      await navigate({ to: "/campaigns/$key", params: { key: campaign } });
      await Promise.all(
        [keys.campaigns, keys.drafts, ["studio"]].map((queryKey) => client.invalidateQueries({ queryKey })),
      );
      done(
        status === "running" ? t`Published. It speaks from the next visit on.` : t`Published, and paused.`,
      );
    },
    onError: (problem) => {
      if (isProblem(problem, "version_conflict"))
        void keeper.look().then(() => isBehind(keeper.read().standing) && close());
    },
  });
  return (
    <div className={classes.panel}>
      <Summary view={view} close={close} />
      <PlanLine />
      {problems.length === 0 && !needsOwner && (
        <Radio.Group label={t`And then`} value={status} onChange={(value) => setStatus(value as FirstStatus)}>
          <div className={classes.choices}>
            <Radio
              value="running"
              label={t`It runs`}
              description={
                isLive
                  ? t`Visitors get the new version from their next moment on.`
                  : t`It speaks from the next visit on.`
              }
            />
            <Radio
              value="paused"
              label={t`It is paused`}
              description={t`Published, and silent until somebody starts it.`}
            />
          </div>
        </Radio.Group>
      )}
      {publication.error && <ErrorView error={publication.error} />}
      {needsOwner ? (
        <Proposal keeper={keeper} view={view} />
      ) : (
        <div className={classes.actions}>
          <Button
            disabled={problems.length > 0}
            loading={publication.isPending}
            onClick={() => publication.mutate()}
          >
            {status === "running" ? <Trans>Publish and run it</Trans> : <Trans>Publish it paused</Trans>}
          </Button>
          <Button variant="default" onClick={close}>
            <Trans>Not yet</Trans>
          </Button>
        </div>
      )}
    </div>
  );
}

/** Where the site says so, an owner alone publishes; others propose. */
function useNeedsOwner(): boolean {
  const { site } = useStudio();
  const { role } = useSite();
  return isRecord(site) && site.approval === "owner" && role !== "owner";
}

function Proposal({ keeper, view }: Pick<HeaderProps, "keeper" | "view">) {
  const { t } = useLingui();
  const { campaign, problems } = useStudio();
  const { done } = useNotify();
  const [note, setNote] = useState("");
  const { proposal, revision } = view.standing;
  const proposing = useMutation({
    mutationFn: () => (proposal ? withdraw(campaign) : propose(campaign, revision, note)),
    onSuccess: (draft) => {
      keeper.take(draft);
      done(
        draft.proposal
          ? t`Proposed. An owner sees it in the list of campaigns.`
          : t`The proposal is taken back.`,
      );
    },
  });
  return (
    <>
      <p className={classes.soft}>
        {proposal ? (
          <Trans>Proposed by {proposal.by}. An owner publishes it.</Trans>
        ) : (
          <Trans>On this site an owner publishes. Propose it, with a word about why.</Trans>
        )}
      </p>
      {!proposal && (
        <Textarea
          label={t`A word for the owner`}
          autosize
          minRows={2}
          value={note}
          onChange={(event) => setNote(event.currentTarget.value)}
        />
      )}
      {proposing.error && <ErrorView error={proposing.error} />}
      <div className={classes.actions}>
        <Button
          variant={proposal ? "default" : "filled"}
          disabled={!proposal && problems.length > 0}
          loading={proposing.isPending}
          onClick={() => proposing.mutate()}
        >
          {proposal ? <Trans>Take the proposal back</Trans> : <Trans>Propose it</Trans>}
        </Button>
      </div>
    </>
  );
}
