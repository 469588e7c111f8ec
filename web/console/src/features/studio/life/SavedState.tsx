// Where the changes are: saved, on their way, or only on this page; and what to do about it.

import { useLingui as useI18n } from "@lingui/react";
import { Trans, useLingui } from "@lingui/react/macro";
import { Button } from "@mantine/core";
import { IconCloudCheck, IconCloudOff, IconCloudUp } from "@tabler/icons-react";
import { problemWords } from "../../../app/problems";
import { useFormat } from "../../../ui/manner";
import classes from "../Workshop.module.css";
import type { Saving } from "./keeper";

export interface SavedStateProps {
  saving: Saving;
  hasDraft: boolean;
  retry: () => void;
}

export function SavedState({ saving, hasDraft, retry }: SavedStateProps) {
  const { t } = useLingui();
  const { i18n } = useI18n();
  const { clock } = useFormat();
  switch (saving.kind) {
    case "saved": {
      const at = saving.at ? clock(saving.at.toISOString()) : "";
      return (
        <span className={classes.saving} role="status" data-saved>
          <IconCloudCheck size={16} aria-hidden />
          {!hasDraft ? t`No changes yet` : at ? t`Saved ${at}` : t`Saved`}
        </span>
      );
    }
    case "waiting":
    case "saving":
      return (
        <span className={classes.saving} role="status">
          <IconCloudUp size={16} aria-hidden />
          <Trans>Saving</Trans>
        </span>
      );
    case "offline":
      return (
        <span className={classes.saving} data-tone="care" role="status">
          <IconCloudOff size={16} aria-hidden />
          <Trans>
            The server cannot be reached. Your changes stay in this browser and are saved as soon as it is
            there.
          </Trans>
        </span>
      );
    case "conflict":
      return (
        <span className={classes.saving} data-tone="care" role="status">
          <IconCloudOff size={16} aria-hidden />
          <Trans>Somebody else has saved as well. Choose below.</Trans>
        </span>
      );
    case "refused": {
      const { title, detail } = problemWords(saving.problem, i18n);
      return (
        <span className={classes.saving} data-tone="harm" role="alert">
          <IconCloudOff size={16} aria-hidden />
          {[title, detail].filter(Boolean).join(" ")}
          <Button variant="subtle" size="compact-xs" onClick={retry}>
            <Trans>Try again</Trans>
          </Button>
        </span>
      );
    }
  }
}
