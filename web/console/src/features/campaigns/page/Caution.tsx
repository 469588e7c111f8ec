// What may be concluded from the figures: for now, nothing; and why.

import { Trans } from "@lingui/react/macro";
import { IconInfoCircle } from "@tabler/icons-react";
import type { ArmResults } from "../../../api/types";
import { comparable } from "../figures";
import classes from "./ArmTable.module.css";

export function Caution({ arms, hasGoal }: { arms: ArmResults[]; hasGoal: boolean }) {
  return (
    <p className={classes.caution}>
      <IconInfoCircle size={16} aria-hidden />
      <span>
        <Reason arms={arms} hasGoal={hasGoal} />
      </span>
    </p>
  );
}

function Reason({ arms, hasGoal }: { arms: ArmResults[]; hasGoal: boolean }) {
  if (!hasGoal) return <Trans>Without a goal only its reach is counted.</Trans>;
  switch (comparable(arms)) {
    case "no_control":
      return <Trans>There is no control to compare with, so what it is worth cannot be told.</Trans>;
    case "nobody":
      return <Trans>Nobody has been decided in this phase yet.</Trans>;
    case "few":
      return (
        <Trans>
          <strong>It cannot be judged yet.</strong> There are too few visitors; differences as large as these
          come by chance. Verdicts come with the next version of Kizukai, these are plain counts.
        </Trans>
      );
    case "some":
      return (
        <Trans>
          <strong>It cannot be judged yet.</strong> Verdicts come with the next version of Kizukai; these are
          plain counts and say nothing about chance.
        </Trans>
      );
  }
}
