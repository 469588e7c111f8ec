// The key: public, and for good once it is published. Until then it may be another one.

import { Trans, useLingui } from "@lingui/react/macro";
import { Button, Popover, TextInput } from "@mantine/core";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import { useState } from "react";
import { keys } from "../../../api/keys";
import { useNotify } from "../../../ui/notify";
import { isKey } from "../../../words/key";
import { discardDraft, putDraft } from "../api";
import { write } from "../model/text";
import type { HeaderProps } from "../StudioHeader";
import { useStudio } from "../studio";
import { forget } from "./useKeeper";

export function KeyField({ keeper, view, site }: HeaderProps) {
  const { t } = useLingui();
  const { campaign, isLive, mayEdit } = useStudio();
  const { refused } = useNotify();
  const client = useQueryClient();
  const navigate = useNavigate();
  const [isOpen, setOpen] = useState(false);
  const [typed, setTyped] = useState(campaign);
  const move = useMutation({
    mutationFn: async (key: string) => {
      await keeper.flush();
      const text = write(keeper.read().history.present, ["key"], key);
      await putDraft(key, text, 0, 0);
      await discardDraft(campaign);
    },
    onSuccess: async (_, key) => {
      forget(site, campaign);
      await client.invalidateQueries({ queryKey: keys.drafts });
      await navigate({
        to: "/campaigns/$key/edit",
        params: { key },
        search: (before) => before,
        replace: true,
      });
    },
    onError: refused,
  });
  const shown = (
    <span>
      <Trans>Key</Trans> <code>{campaign}</code>
    </span>
  );
  if (isLive || !mayEdit || view.standing.revision === 0) return shown;
  const isWrong = !isKey(typed);
  return (
    <span>
      {shown}{" "}
      <Popover
        opened={isOpen}
        onChange={setOpen}
        trapFocus
        returnFocus
        withArrow
        shadow="md"
        width={320}
        position="bottom-start"
      >
        <Popover.Target>
          <Button variant="subtle" size="compact-xs" onClick={() => setOpen(!isOpen)}>
            <Trans>Change</Trans>
          </Button>
        </Popover.Target>
        <Popover.Dropdown>
          <form
            onSubmit={(event) => {
              event.preventDefault();
              if (!isWrong && typed !== campaign) move.mutate(typed);
            }}
          >
            <TextInput
              data-autofocus
              label={t`Key`}
              description={t`Public, and the same for good once it is published.`}
              value={typed}
              error={isWrong ? t`Letters, digits, - and _ only.` : undefined}
              onChange={(event) => setTyped(event.currentTarget.value)}
            />
            <Button
              type="submit"
              size="xs"
              mt="sm"
              loading={move.isPending}
              disabled={isWrong || typed === campaign}
            >
              <Trans>Take this key</Trans>
            </Button>
          </form>
        </Popover.Dropdown>
      </Popover>
    </span>
  );
}
