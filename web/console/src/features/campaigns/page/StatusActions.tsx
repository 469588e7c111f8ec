// Pausing, resuming, starting and ending. A pause can be undone at once; an end asks first; when somebody else was
// faster, that is said and the present version shown.

import { Trans, useLingui } from "@lingui/react/macro";
import { Button, Group, Text } from "@mantine/core";
import { notifications } from "@mantine/notifications";
import { IconPlayerPause, IconPlayerPlay } from "@tabler/icons-react";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { api } from "../../../api/client";
import { keys } from "../../../api/keys";
import { isProblem } from "../../../api/problem";
import type { Status } from "../../../api/types";
import { ConfirmButton } from "../../../ui/ConfirmButton";
import { useNotify } from "../../../ui/notify";
import { nameOf } from "../../../words/names";
import { DEFAULT_STATUS } from "../CampaignStatus";
import type { PublishedCampaign } from "../queries";

export function StatusActions({ campaign }: { campaign: PublishedCampaign }) {
  const { t } = useLingui();
  const { set, isPending } = useStatusChange(campaign.key);
  const status = campaign.text.status ?? DEFAULT_STATUS;
  const name = nameOf(campaign);
  const { version } = campaign;
  const begin = (label: string) => (
    <Button
      leftSection={<IconPlayerPlay size={16} aria-hidden />}
      loading={isPending}
      onClick={() => set({ status: "running", version })}
    >
      {label}
    </Button>
  );
  return (
    <>
      {(status === "running" || status === "paused") && (
        <ConfirmButton
          confirm={t`End it`}
          onConfirm={() => set({ status: "ended", version })}
          disabled={isPending}
          question={
            <Trans>
              End “{name}”? Dialogues that are open close at once, and it speaks to nobody any more. Its
              figures stay.
            </Trans>
          }
        >
          <Trans>End</Trans>
        </ConfirmButton>
      )}
      {status === "running" && (
        <Button
          variant="default"
          leftSection={<IconPlayerPause size={16} aria-hidden />}
          loading={isPending}
          onClick={() => set({ status: "paused", version })}
        >
          <Trans>Pause</Trans>
        </Button>
      )}
      {status === "paused" && begin(t`Resume`)}
      {status === "draft" && begin(t`Start`)}
      {status === "ended" && begin(t`Start again`)}
    </>
  );
}

interface Change {
  status: Status;
  version: number;
}

function useStatusChange(key: string) {
  const { t } = useLingui();
  const { refused } = useNotify();
  const client = useQueryClient();
  const notice = `status-${key}`;
  const said: Record<Status, string> = {
    running: t`It is running now.`,
    paused: t`It is paused: it begins nothing new.`,
    ended: t`It has ended.`,
    draft: t`It is a draft again.`,
  };
  const renew = () => client.invalidateQueries({ queryKey: keys.campaigns });
  const change = useMutation({
    mutationFn: (body: Change) => api.post("/api/campaigns/{key}/status", { path: { key }, body }),
    onSuccess: async (made, { status }) => {
      await renew();
      // Another notice of this name may still stand there, and would keep this one away.
      notifications.hide(notice);
      notifications.show({
        id: notice,
        message:
          status === "paused" ? (
            <Undoable text={said.paused} undo={() => resume(made.version)} />
          ) : (
            said[status]
          ),
      });
    },
    onError: async (problem) => {
      if (isProblem(problem, "version_conflict")) await renew();
      refused(problem);
    },
  });
  const resume = (version: number) => {
    notifications.hide(notice);
    change.mutate({ status: "running", version });
  };
  return { set: change.mutate, isPending: change.isPending };
}

const Undoable = ({ text, undo }: { text: string; undo: () => void }) => (
  <Group justify="space-between" gap="sm" wrap="nowrap">
    <Text size="sm">{text}</Text>
    <Button variant="default" size="compact-xs" onClick={undo}>
      <Trans>Undo</Trans>
    </Button>
  </Group>
);
