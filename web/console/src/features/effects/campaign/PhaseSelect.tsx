// Figures never mix phases: which one is shown is chosen here.

import { useLingui } from "@lingui/react/macro";
import { Select } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { campaignTexts } from "../../../api/published";

interface PhaseSelectProps {
  campaign: string;
  shown: number;
  choose: (phase: string) => void;
}

export function PhaseSelect({ campaign, shown, choose }: PhaseSelectProps) {
  const { t } = useLingui();
  const latest = useLatestPhase(campaign, shown);
  if (latest < 2) return null;
  return (
    <Select
      w={180}
      aria-label={t`Phase`}
      allowDeselect={false}
      data={Array.from({ length: latest }, (_, place) => {
        const phase = latest - place;
        return {
          value: String(phase),
          label: phase === latest ? t`Phase ${phase} (now)` : t`Phase ${phase}`,
        };
      })}
      value={String(shown)}
      onChange={(phase) => phase && choose(phase)}
    />
  );
}

/** The phase of what is published now. */
function useLatestPhase(campaign: string, shown: number): number {
  const published = useQuery(campaignTexts).data?.texts.find(({ key }) => key === campaign);
  return Math.max(shown, published?.phase ?? 1);
}
