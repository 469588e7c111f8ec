// What may be concluded from plain counts: nothing; and where it is told.

import { Trans } from "@lingui/react/macro";
import { IconInfoCircle } from "@tabler/icons-react";
import type { ArmResults } from "../../../api/types";
import { LinkText } from "../../../ui/Link";
import { comparable } from "../figures";
import classes from "./ArmTable.module.css";

interface CautionProps {
  campaign: string;
  arms: ArmResults[];
  hasGoal: boolean;
}

export function Caution(props: CautionProps) {
  return (
    <p className={classes.caution}>
      <IconInfoCircle size={16} aria-hidden />
      <span>
        <Reason {...props} />
      </span>
    </p>
  );
}

function Reason({ campaign, arms, hasGoal }: CautionProps) {
  if (!hasGoal) return <Trans>Without a goal only its reach is counted.</Trans>;
  switch (comparable(arms)) {
    case "no_control":
      return <Trans>There is no control to compare with, so what it is worth cannot be told.</Trans>;
    case "nobody":
      return <Trans>Nobody has been decided in this phase yet.</Trans>;
    case "some":
      return (
        <Trans>
          These are plain counts and say nothing about chance.{" "}
          <LinkText to="/campaigns/$key/effect" params={{ key: campaign }}>
            What they are worth is told by its effect.
          </LinkText>
        </Trans>
      );
  }
}
