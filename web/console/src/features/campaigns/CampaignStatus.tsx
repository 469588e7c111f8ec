// The state of a campaign in a word, with its icon.

import { IconCircleCheck, IconPencil, IconPlayerPause, IconPlayerStop } from "@tabler/icons-react";
import type { Status } from "../../api/types";
import { StatusBadge, type Tone } from "../../ui/StatusBadge";
import { statusName } from "../../words/status";

const LOOKS = {
  running: { tone: "good", icon: IconCircleCheck },
  paused: { tone: "care", icon: IconPlayerPause },
  draft: { tone: "unknown", icon: IconPencil },
  ended: { tone: "unknown", icon: IconPlayerStop },
} as const satisfies Record<Status, { tone: Tone; icon: typeof IconPencil }>;

export const STATUSES = Object.keys(LOOKS) as Status[];

/** What an absent status means. */
export const DEFAULT_STATUS: Status = "draft";

export function CampaignStatus({ status }: { status: Status }) {
  const { tone, icon } = LOOKS[status];
  return (
    <StatusBadge tone={tone} icon={icon}>
      {statusName(status)}
    </StatusBadge>
  );
}
