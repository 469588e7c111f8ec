// One campaign and one visitor: the answer in a sentence, then every gate in its order with the first failing one opened.

import { Trans } from "@lingui/react/macro";
import type { WhyItem } from "../../../api/types";
import { LinkText } from "../../../ui/Link";
import { When } from "../../../ui/When";
import { outcomeName, reasonWords } from "../../../words/decision";
import { useWords } from "../../../words/useWords";
import { whyWords } from "../../../words/why";
import { Gates } from "./Gates";
import { StandingBadge } from "./StandingBadge";
import { standingOf } from "./standing";
import classes from "./why.module.css";

export function OneCampaign({ item }: { item: WhyItem }) {
  const words = useWords();
  return (
    <>
      <div className={classes.verdict}>
        <StandingBadge standing={standingOf(item)} />
        <p className={classes.sentence}>{whyWords(words, item)}</p>
        <ArmWords item={item} />
      </div>
      <Gates item={item} />
      <LastDecision item={item} />
      <p className={classes.note}>
        <LinkText to="/campaigns/$key" params={{ key: item.campaign }}>
          <Trans>Open the campaign</Trans>
        </LinkText>
      </p>
    </>
  );
}

/** The control is told honestly, whatever else stands in the way. */
function ArmWords({ item }: { item: WhyItem }) {
  if (item.control) {
    return item.code === "control" ? null : (
      <p className={classes.note}>
        <Trans>
          This visitor belongs to the control group for comparison: nothing of this campaign is shown.
        </Trans>
      </p>
    );
  }
  return (
    <p className={classes.note}>
      {item.arm ? (
        <Trans>Arm {item.arm}</Trans>
      ) : (
        <Trans>No arm is drawn yet. It is drawn the first time audience and trigger hold.</Trans>
      )}
    </p>
  );
}

function LastDecision({ item }: { item: WhyItem }) {
  const words = useWords();
  const last = item.last_decision;
  return (
    <p className={classes.note}>
      {last ? (
        <>
          <Trans>
            Last decision <When at={last.at} />:
          </Trans>{" "}
          {outcomeName(words, last.outcome)}
          {last.reason && ` – ${reasonWords(words, last.reason)}`}
        </>
      ) : (
        <Trans>Nothing was decided yet for this visitor.</Trans>
      )}
    </p>
  );
}
