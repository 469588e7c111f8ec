// Why (not) this visitor: choose a campaign and read gate by gate what stands in the way.

import { Trans, useLingui } from "@lingui/react/macro";
import { Button, Select } from "@mantine/core";
import { IconRefresh } from "@tabler/icons-react";
import { useQuery } from "@tanstack/react-query";
import { useMemo } from "react";
import { campaignTexts } from "../../../api/published";
import { Answer } from "../../../ui/Answer";
import { SidePanel } from "../../../ui/SidePanel";
import { TextSkeleton } from "../../../ui/Skeletons";
import { useWords } from "../../../words/useWords";
import type { ProfileId } from "../profile/queries";
import { AllCampaigns } from "./AllCampaigns";
import { OneCampaign } from "./OneCampaign";
import { whyQuery } from "./queries";
import classes from "./why.module.css";

/** What stands in the address for every campaign. */
const ALL = "all";

export interface WhyPanelProps {
  of: ProfileId;
  /** A campaign's key, `all`, or null while the panel is closed. */
  campaign: string | null;
  onChoose: (campaign: string) => void;
  onClose: () => void;
}

export function WhyPanel({ of, campaign, onChoose, onClose }: WhyPanelProps) {
  const { t } = useLingui();
  return (
    <SidePanel isOpen={campaign !== null} onClose={onClose} title={t`Why (not)?`} width={560}>
      {campaign !== null && <Content of={of} campaign={campaign} onChoose={onChoose} />}
    </SidePanel>
  );
}

function Content({
  of,
  campaign,
  onChoose,
}: Omit<WhyPanelProps, "onClose" | "campaign"> & { campaign: string }) {
  const key = campaign === ALL ? null : campaign;
  const query = useQuery(whyQuery(of, key));
  return (
    <div className={classes.panel}>
      <Chooser campaign={campaign} onChoose={onChoose} />
      <Answer query={query} skeleton={<TextSkeleton lines={8} />}>
        {({ page, explanations }) => (
          <>
            <div className={classes.asked}>
              <span>
                {page === null ? (
                  <Trans>As it stands now; the visitor is on no page.</Trans>
                ) : (
                  <Trans>
                    As it stands now, on the page <code>{page}</code>.
                  </Trans>
                )}
              </span>
              <Button
                variant="subtle"
                size="compact-xs"
                leftSection={<IconRefresh size={14} aria-hidden />}
                loading={query.isFetching}
                onClick={() => void query.refetch()}
              >
                <Trans>Ask again</Trans>
              </Button>
            </div>
            {key === null ? (
              <AllCampaigns explanations={explanations} onChoose={onChoose} />
            ) : (
              explanations.map((item) => <OneCampaign key={item.campaign} item={item} />)
            )}
          </>
        )}
      </Answer>
    </div>
  );
}

function Chooser({ campaign, onChoose }: { campaign: string; onChoose: (campaign: string) => void }) {
  const { t } = useLingui();
  const words = useWords();
  const texts = useQuery(campaignTexts).data;
  const data = useMemo(
    () => [
      { value: ALL, label: t`All campaigns` },
      ...(texts?.texts.map(({ key }) => ({ value: key, label: words.campaign(key) })) ?? []),
    ],
    [texts, words, t],
  );
  return (
    <Select
      label={t`Campaign`}
      value={campaign}
      data={data}
      searchable
      allowDeselect={false}
      onChange={(chosen) => chosen && onChoose(chosen)}
    />
  );
}
