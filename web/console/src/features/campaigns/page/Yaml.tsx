// The campaign as the YAML that `kizukai apply` reads.

import { Trans, useLingui } from "@lingui/react/macro";
import { Button } from "@mantine/core";
import { IconCode, IconDownload } from "@tabler/icons-react";
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { ask } from "../../../api/client";
import { keys } from "../../../api/keys";
import { Answer } from "../../../ui/Answer";
import { Code } from "../../../ui/CopyField";
import { SidePanel } from "../../../ui/SidePanel";
import { TextSkeleton } from "../../../ui/Skeletons";
import { saveFile } from "../../../ui/saveFile";

export function Yaml({ campaign }: { campaign: string }) {
  const { t } = useLingui();
  const [isOpen, setOpen] = useState(false);
  const yaml = useQuery({
    queryKey: keys.campaign(campaign, "yaml"),
    queryFn: async ({ signal }) => {
      const options = { path: { key: campaign }, accept: "application/yaml", signal };
      return (await ask("get", "/api/campaigns/{key}", options)).text();
    },
    enabled: isOpen,
  });
  return (
    <>
      <Button
        variant="default"
        leftSection={<IconCode size={16} aria-hidden />}
        onClick={() => setOpen(true)}
      >
        <Trans>YAML</Trans>
      </Button>
      <SidePanel
        isOpen={isOpen}
        onClose={() => setOpen(false)}
        title={t`As YAML`}
        width={720}
        actions={
          <Button
            variant="default"
            size="xs"
            leftSection={<IconDownload size={14} aria-hidden />}
            disabled={yaml.data === undefined}
            onClick={() => saveFile(`${campaign}.yaml`, yaml.data ?? "")}
          >
            <Trans>Download</Trans>
          </Button>
        }
      >
        <Answer query={yaml} skeleton={<TextSkeleton lines={16} />}>
          {(text) => <Code label={`${campaign}.yaml`}>{text}</Code>}
        </Answer>
      </SidePanel>
    </>
  );
}
