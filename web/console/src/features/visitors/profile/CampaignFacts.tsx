// What each campaign and the person had to do with each other: the arm (control said honestly), how often it spoke, what
// was answered, how it ended.

import { Plural, Trans } from "@lingui/react/macro";
import { Button } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { campaignTexts } from "../../../api/published";
import type { Profile } from "../../../api/types";
import { LinkText } from "../../../ui/Link";
import { useManner } from "../../../ui/manner";
import { When } from "../../../ui/When";
import { endingWords } from "../../../words/ending";
import { useWords } from "../../../words/useWords";
import { quoted } from "../../../words/words";
import { dialoguesOf } from "./dialogues";
import classes from "./Facts.module.css";
import { Nothing } from "./factParts";
import { text } from "./row";

type State = Profile["campaigns"][string];

export function CampaignFacts({ profile, onWhy }: { profile: Profile; onWhy: (campaign: string) => void }) {
  const words = useWords();
  const states = Object.entries(profile.campaigns).sort(([, one], [, other]) =>
    (other.decided_at ?? other.assigned_at).localeCompare(one.decided_at ?? one.assigned_at),
  );
  if (states.length === 0) {
    return (
      <Nothing>
        <Trans>No campaign has met this visitor yet.</Trans>
      </Nothing>
    );
  }
  return states.map(([key, state]) => (
    <div key={key} className={classes.campaign}>
      <div className={classes.campaignHead}>
        <LinkText to="/campaigns/$key" params={{ key }}>
          {words.campaign(key)}
        </LinkText>
        <Button variant="subtle" size="compact-xs" onClick={() => onWhy(key)}>
          <Trans>Why?</Trans>
        </Button>
      </div>
      <p className={classes.note}>
        <Standing state={state} />
      </p>
      <Answers profile={profile} campaign={key} />
      <Ending state={state} />
    </div>
  ));
}

function Standing({ state }: { state: State }) {
  if (state.control) {
    return <Trans>Control for comparison: nothing is shown.</Trans>;
  }
  return (
    <>
      <Trans>Arm {state.arm}</Trans> ·{" "}
      {state.exposures === 0 ? (
        <Trans>not shown yet</Trans>
      ) : (
        <Plural value={state.exposures} one="shown once" other="shown # times" />
      )}
      {state.decided_at && (
        <>
          {" "}
          · <When at={state.decided_at} />
        </>
      )}
    </>
  );
}

/** Answers with the labels that the visitor saw. */
function Answers({ profile, campaign }: { profile: Profile; campaign: string }) {
  const words = useWords();
  const { locale } = useManner();
  const texts = useQuery(campaignTexts).data;
  const answers = Object.entries(profile.answers[campaign] ?? {});
  if (answers.length === 0) return null;
  const dialogues = dialoguesOf(texts, undefined, [], locale);
  return answers.map(([step, given]) => {
    const said = given.choice
      ? (dialogues.choiceLabel(campaign, step, given.choice) ?? given.choice)
      : (text(given.value) ?? JSON.stringify(given.value));
    const asked = dialogues.stepTitle(campaign, step) ?? step;
    return (
      <p key={step} className={classes.note}>
        {asked} → {quoted(words, said)}
      </p>
    );
  });
}

/** How the last passage ended; that it was put away is said by itself. */
function Ended({ state }: { state: State }) {
  const words = useWords();
  const { ended, enrolment } = state;
  const isSaid = ended?.how === "refused" && (state.never || state.closed_at);
  const said = ended && !enrolment && !isSaid ? endingWords(words, ended.how) : "";
  if (!ended || said === "") return null;
  return (
    <p className={classes.note}>
      {said} · <When at={ended.at} />
    </p>
  );
}

function Ending({ state }: { state: State }) {
  return (
    <>
      {state.enrolment && (
        <p className={classes.note}>
          <Trans>A dialogue is going on.</Trans>
        </p>
      )}
      <Ended state={state} />
      {state.converted_at && (
        <p className={classes.note}>
          <Trans>
            Reached the goal <When at={state.converted_at} />.
          </Trans>
        </p>
      )}
      {state.never && (
        <p className={classes.note}>
          <Trans>Asked never to see it again.</Trans>
        </p>
      )}
      {state.closed_at && !state.never && (
        <p className={classes.note}>
          <Trans>
            Closed it <When at={state.closed_at} />.
          </Trans>
        </p>
      )}
    </>
  );
}
