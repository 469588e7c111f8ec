// What is done seldom: the text as YAML, the draft beside what is live, another campaign like it, throwing the draft away.

import { Trans, useLingui } from "@lingui/react/macro";
import { ActionIcon, Button, Group, Menu, Modal, Text as Words } from "@mantine/core";
import { IconCode, IconColumns, IconCopyPlus, IconDots, IconTrash } from "@tabler/icons-react";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import { useState } from "react";
import { keys } from "../../../api/keys";
import { useNotify } from "../../../ui/notify";
import { SidePanel } from "../../../ui/SidePanel";
import { discardDraft } from "../api";
import type { HeaderProps } from "../StudioHeader";
import { useStudio } from "../studio";
import { Changes } from "./Summary";
import { forget } from "./useKeeper";
import { YamlPanel } from "./YamlPanel";

type Panel = "yaml" | "changes" | "discard" | null;

export function More(props: HeaderProps) {
  const { t } = useLingui();
  const { campaign, isLive, mayEdit } = useStudio();
  const navigate = useNavigate();
  const [panel, setPanel] = useState<Panel>(null);
  const close = () => setPanel(null);
  const hasDraft = props.view.standing.revision > 0;
  return (
    <>
      <Menu position="bottom-end">
        <Menu.Target>
          <ActionIcon size="lg" aria-label={t`More about the draft`}>
            <IconDots size={20} aria-hidden />
          </ActionIcon>
        </Menu.Target>
        <Menu.Dropdown>
          <Menu.Item leftSection={<IconCode size={16} aria-hidden />} onClick={() => setPanel("yaml")}>
            <Trans>As YAML</Trans>
          </Menu.Item>
          {isLive && (
            <Menu.Item
              leftSection={<IconColumns size={16} aria-hidden />}
              onClick={() => setPanel("changes")}
            >
              <Trans>Beside what is live</Trans>
            </Menu.Item>
          )}
          {mayEdit && (
            <Menu.Item
              leftSection={<IconCopyPlus size={16} aria-hidden />}
              onClick={() =>
                void props.keeper
                  .flush()
                  .then(() => navigate({ to: "/campaigns/+new", search: { from: campaign } }))
              }
            >
              <Trans>Make another one like it</Trans>
            </Menu.Item>
          )}
          {mayEdit && hasDraft && (
            <Menu.Item leftSection={<IconTrash size={16} aria-hidden />} onClick={() => setPanel("discard")}>
              <Trans>Throw the draft away</Trans>
            </Menu.Item>
          )}
        </Menu.Dropdown>
      </Menu>
      <SidePanel isOpen={panel === "yaml"} onClose={close} title={t`As YAML`} width={720}>
        {panel === "yaml" && <YamlPanel close={close} />}
      </SidePanel>
      <SidePanel isOpen={panel === "changes"} onClose={close} title={t`Beside what is live`} width={720}>
        {panel === "changes" && <Changes />}
      </SidePanel>
      <Discard isOpen={panel === "discard"} close={close} {...props} />
    </>
  );
}

function Discard({ isOpen, close, keeper, site }: HeaderProps & { isOpen: boolean; close: () => void }) {
  const { t } = useLingui();
  const { campaign, isLive } = useStudio();
  const { done, refused } = useNotify();
  const client = useQueryClient();
  const navigate = useNavigate();
  const discarding = useMutation({
    mutationFn: async () => {
      await keeper.flush();
      await discardDraft(campaign);
    },
    onSuccess: async () => {
      forget(site, campaign);
      await (isLive
        ? navigate({ to: "/campaigns/$key", params: { key: campaign } })
        : navigate({ to: "/campaigns" }));
      await client.invalidateQueries({ queryKey: keys.drafts });
      done(t`The draft is thrown away.`);
    },
    onError: refused,
  });
  return (
    <Modal opened={isOpen} onClose={close} title={t`Throw the draft away?`} centered>
      <Words mb="md">
        {isLive ? (
          <Trans>What is live stays as it is. The changes in the draft are gone for good.</Trans>
        ) : (
          <Trans>It was never published: it is gone for good.</Trans>
        )}
      </Words>
      <Group justify="flex-end" gap="xs">
        <Button variant="default" onClick={close} data-autofocus>
          <Trans>Keep it</Trans>
        </Button>
        <Button color="red" loading={discarding.isPending} onClick={() => discarding.mutate()}>
          <Trans>Throw it away</Trans>
        </Button>
      </Group>
    </Modal>
  );
}
