// What can be done with a profile: send a link, take the data out, erase the person.

import { Trans, useLingui } from "@lingui/react/macro";
import { Button } from "@mantine/core";
import { IconDownload, IconHelp, IconTrash } from "@tabler/icons-react";
import { useIsMutating, useMutation } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import { api, ask } from "../../../api/client";
import { keys } from "../../../api/keys";
import { queryClient } from "../../../api/query";
import type { Profile } from "../../../api/types";
import { useMay } from "../../../app/session";
import { ConfirmButton } from "../../../ui/ConfirmButton";
import { CopyAction } from "../../../ui/CopyField";
import { useNotify } from "../../../ui/notify";
import { saveFile } from "../../../ui/saveFile";
import { profileAddress } from "../../../words/who";

export function ProfileActions({ profile, onWhy }: { profile: Profile; onWhy: () => void }) {
  const mayExport = useMay("export");
  const mayErase = useMay("erase");
  const address = new URL(profileAddress(profile.id), window.location.origin).href;
  return (
    <>
      <CopyAction value={address} label={<Trans>Copy the link</Trans>} />
      {mayExport && <ExportButton profile={profile} />}
      {mayErase && <EraseButton profile={profile} />}
      <Button size="xs" leftSection={<IconHelp size={16} aria-hidden />} onClick={onWhy}>
        <Trans>Why (not)?</Trans>
      </Button>
    </>
  );
}

/** Everything known of the person, as a file. */
function ExportButton({ profile }: { profile: Profile }) {
  const { refused } = useNotify();
  const exporting = useMutation({
    mutationFn: async () => {
      const answer = await ask("get", "/api/profiles/{id}/export", {
        path: { id: profile.id },
        query: { kind: "profile" },
      });
      saveFile(`kizukai-${profile.id}.json`, await answer.blob());
    },
    onError: refused,
  });
  return (
    <Button
      variant="default"
      size="xs"
      leftSection={<IconDownload size={14} aria-hidden />}
      loading={exporting.isPending}
      onClick={() => exporting.mutate()}
    >
      <Trans>Export</Trans>
    </Button>
  );
}

const ERASING = ["erasing a visitor"] as const;

/** Whether a person is being erased: what the page asks about the person meanwhile has no answer any more. */
export const useIsErasing = (): boolean => useIsMutating({ mutationKey: ERASING }) > 0;

function EraseButton({ profile }: { profile: Profile }) {
  const { t } = useLingui();
  const { done, refused } = useNotify();
  const navigate = useNavigate();
  const shortId = profile.id.slice(0, 6);
  const erasing = useMutation({
    mutationKey: ERASING,
    onMutate: () => queryClient.cancelQueries({ queryKey: ["profiles"] }),
    mutationFn: () =>
      api.delete("/api/profiles/{id}", { path: { id: profile.id }, query: { kind: "profile" } }),
    onSuccess: async () => {
      await navigate({ to: "/visitors" });
      queryClient.removeQueries({ queryKey: ["profiles"] });
      queryClient.removeQueries({ queryKey: keys.visitors });
      done(t`The visitor ${shortId} was erased. Nothing of the person is kept.`);
    },
    onError: refused,
  });
  return (
    <ConfirmButton
      size="xs"
      leftSection={<IconTrash size={14} aria-hidden />}
      loading={erasing.isPending}
      typed={shortId}
      confirm={t`Erase for good`}
      onConfirm={() => erasing.mutate()}
      question={
        <Trans>
          Erase the visitor {shortId}? The profile with its ids, traits, cart, orders and answers goes, and
          the whole history of events. This cannot be undone.
        </Trans>
      }
    >
      <Trans>Erase</Trans>
    </ConfirmButton>
  );
}
