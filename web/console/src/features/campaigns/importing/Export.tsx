// All texts of the site as one YAML file, as `kizukai apply` reads it.

import { useLingui as useI18n } from "@lingui/react";
import { Trans, useLingui } from "@lingui/react/macro";
import { Button } from "@mantine/core";
import { notifications } from "@mantine/notifications";
import { IconDownload } from "@tabler/icons-react";
import { useMutation } from "@tanstack/react-query";
import { ask } from "../../../api/client";
import { problemSentence } from "../../../app/problems";
import { saveFile } from "./saveFile";

export function Export() {
  const { t } = useLingui();
  const { i18n } = useI18n();
  const fetching = useMutation({
    mutationFn: async () => (await ask("get", "/api/export", { accept: "application/yaml" })).text(),
    onSuccess: (yaml) => saveFile("kizukai.yaml", yaml),
    onError: (problem) => notifications.show({ color: "red", message: problemSentence(problem, i18n) }),
  });
  return (
    <Button
      variant="default"
      leftSection={<IconDownload size={16} aria-hidden />}
      loading={fetching.isPending}
      onClick={() => fetching.mutate()}
      title={t`Campaigns, segments and site settings as one YAML file`}
    >
      <Trans>Export all</Trans>
    </Button>
  );
}
