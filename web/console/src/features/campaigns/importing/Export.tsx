// All texts of the site as one YAML file, as `kizukai apply` reads it.

import { Trans, useLingui } from "@lingui/react/macro";
import { Button } from "@mantine/core";
import { IconDownload } from "@tabler/icons-react";
import { useMutation } from "@tanstack/react-query";
import { ask } from "../../../api/client";
import { useNotify } from "../../../ui/notify";
import { saveFile } from "../../../ui/saveFile";

export function Export() {
  const { t } = useLingui();
  const { refused } = useNotify();
  const fetching = useMutation({
    mutationFn: async () => (await ask("get", "/api/export", { accept: "application/yaml" })).blob(),
    onSuccess: (yaml) => saveFile("kizukai.yaml", yaml),
    onError: refused,
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
