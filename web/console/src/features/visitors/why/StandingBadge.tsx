import { Trans } from "@lingui/react/macro";
import { IconMessageCircle, IconMessageOff, IconScale } from "@tabler/icons-react";
import { StatusBadge } from "../../../ui/StatusBadge";
import type { Standing } from "./standing";

export function StandingBadge({ standing }: { standing: Standing }) {
  switch (standing) {
    case "talking":
      return (
        <StatusBadge tone="accent" icon={IconMessageCircle}>
          <Trans>In a dialogue</Trans>
        </StatusBadge>
      );
    case "ready":
      return (
        <StatusBadge tone="good">
          <Trans>Ready</Trans>
        </StatusBadge>
      );
    case "control":
      return (
        <StatusBadge tone="unknown" icon={IconScale}>
          <Trans>Control</Trans>
        </StatusBadge>
      );
    case "silent":
      return (
        <StatusBadge tone="unknown" icon={IconMessageOff}>
          <Trans>Silent</Trans>
        </StatusBadge>
      );
  }
}
