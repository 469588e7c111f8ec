// Every campaign in one line each: those that would speak first, then those nearest to it.

import { Trans } from "@lingui/react/macro";
import { UnstyledButton } from "@mantine/core";
import { IconChevronRight } from "@tabler/icons-react";
import type { WhyItem } from "../../../api/types";
import { useWords } from "../../../words/useWords";
import { whyWords } from "../../../words/why";
import { StandingBadge } from "./StandingBadge";
import { byNearness, standingOf } from "./standing";
import classes from "./why.module.css";

export interface AllCampaignsProps {
  explanations: readonly WhyItem[];
  onChoose: (campaign: string) => void;
}

export function AllCampaigns({ explanations, onChoose }: AllCampaignsProps) {
  const words = useWords();
  if (explanations.length === 0) {
    return (
      <p className={classes.note}>
        <Trans>This site has no campaign yet.</Trans>
      </p>
    );
  }
  return (
    <ul>
      {byNearness(explanations).map((item) => (
        <li key={item.campaign}>
          <UnstyledButton className={classes.one} onClick={() => onChoose(item.campaign)}>
            <span className={classes.oneWords}>
              <span className={classes.oneHead}>
                <span className={classes.name}>{item.name || item.campaign}</span>
                <StandingBadge standing={standingOf(item)} />
              </span>
              <span className={classes.note}>{whyWords(words, item)}</span>
            </span>
            <IconChevronRight size={16} aria-hidden className={classes.chevron} />
          </UnstyledButton>
        </li>
      ))}
    </ul>
  );
}
