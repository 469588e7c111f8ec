// What became of an event, in a word.

import { useLingui } from "@lingui/react/macro";
import { IconCircleCheck, IconCopy, IconHandStop, IconRefresh, IconXboxX } from "@tabler/icons-react";
import type { VerdictName } from "../../../api/types";
import { StatusBadge, type Tone } from "../../../ui/StatusBadge";

const LOOKS = {
  ok: { tone: "good", icon: IconCircleCheck },
  duplicate: { tone: "unknown", icon: IconCopy },
  dropped: { tone: "care", icon: IconHandStop },
  invalid: { tone: "harm", icon: IconXboxX },
  retry: { tone: "care", icon: IconRefresh },
} as const satisfies Record<VerdictName, { tone: Tone; icon: typeof IconCopy }>;

export const VERDICTS = Object.keys(LOOKS) as VerdictName[];

export function useVerdictNames(): Record<VerdictName, string> {
  const { t } = useLingui();
  return {
    ok: t`Taken`,
    duplicate: t`Known already`,
    dropped: t`Left aside`,
    invalid: t`Not understood`,
    retry: t`To be sent again`,
  };
}

export function Verdict({ verdict }: { verdict: VerdictName }) {
  const names = useVerdictNames();
  const { tone, icon } = LOOKS[verdict];
  return (
    <StatusBadge tone={tone} icon={icon}>
      {names[verdict]}
    </StatusBadge>
  );
}
