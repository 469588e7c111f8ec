// The effect of one campaign: in plain sentences first, then metric by metric, then who was counted, day by day, and at last
// what statisticians ask for.

import { Trans, useLingui } from "@lingui/react/macro";
import { useQuery } from "@tanstack/react-query";
import { useParams } from "@tanstack/react-router";
import type { Effect } from "../../api/types";
import { usePageSearch } from "../../app/search";
import { Answer } from "../../ui/Answer";
import { EmptyState } from "../../ui/EmptyState";
import { LinkButton } from "../../ui/Link";
import { useFormat } from "../../ui/manner";
import { Page } from "../../ui/Page";
import { BlockSkeleton, TableSkeleton, TextSkeleton } from "../../ui/Skeletons";
import { useWords } from "../../words/useWords";
import { Alarms } from "./campaign/Alarms";
import { ArmSection } from "./campaign/ArmSection";
import { useNamedArms } from "./campaign/armNames";
import { Conclusion } from "./campaign/Conclusion";
import { DaysSection } from "./campaign/DaysSection";
import { Details } from "./campaign/Details";
import { PhaseSelect } from "./campaign/PhaseSelect";
import { VisitorsSection } from "./campaign/VisitorsSection";
import { useLiftScale } from "./LiftBar";
import { campaignEffectQuery } from "./queries";

export function CampaignEffectPage() {
  const { t } = useLingui();
  const { key } = useParams({ from: "/shell/campaigns/$key/effect" });
  const words = useWords();
  const [search, setSearch] = usePageSearch();
  const effect = useQuery(campaignEffectQuery(key, search.phase));
  const name = words.campaign(key);
  return (
    <Page
      title={t`Effect: ${name}`}
      lead={effect.data && <Period effect={effect.data} />}
      back={{ to: `/campaigns/${encodeURIComponent(key)}`, label: name }}
      actions={
        effect.data && (
          <PhaseSelect campaign={key} shown={effect.data.phase} choose={(phase) => setSearch({ phase })} />
        )
      }
    >
      <Answer
        query={effect}
        skeleton={
          <>
            <TextSkeleton lines={4} />
            <TableSkeleton rows={5} rowHeight={56} />
            <BlockSkeleton height={260} />
          </>
        }
        isEmpty={({ arms }) => arms.every(({ assigned }) => assigned === 0)}
        empty={<Nobody campaign={key} />}
      >
        {(found) => <Parts effect={found} />}
      </Answer>
    </Page>
  );
}

function Period({ effect: { phase, since, until, through } }: { effect: Effect }) {
  const { day, calendarDay } = useFormat();
  if (!since) return <Trans>Phase {phase} has not begun.</Trans>;
  return until ? (
    <Trans>
      Phase {phase}: {day(since)} to {day(until)}. Counted through {calendarDay(through)}.
    </Trans>
  ) : (
    <Trans>
      Phase {phase}, since {day(since)}. Counted through {calendarDay(through)}.
    </Trans>
  );
}

function Parts({ effect }: { effect: Effect }) {
  const arms = useNamedArms(effect.arms);
  const speaking = arms.filter(({ place }) => place !== "control");
  const scale = useLiftScale(
    speaking.flatMap(({ effect: { metrics } }) =>
      metrics.map(({ lift_low, lift_high }) => ({ low: lift_low, high: lift_high })),
    ),
  );
  return (
    <>
      <Conclusion effect={effect} arms={speaking} />
      <Alarms effect={effect} arms={arms} />
      {speaking.map((arm) => (
        <ArmSection key={arm.effect.arm} arm={arm} status={effect.status} scale={scale} />
      ))}
      <DaysSection effect={effect} arms={arms} />
      <VisitorsSection arms={arms} windowDays={effect.window_days} />
      <Details effect={effect} arms={speaking} />
    </>
  );
}

function Nobody({ campaign }: { campaign: string }) {
  const { t } = useLingui();
  return (
    <EmptyState
      title={t`Nobody has been reached in this phase`}
      action={
        <LinkButton variant="default" to="/campaigns/$key" params={{ key: campaign }}>
          <Trans>Why it does not speak</Trans>
        </LinkButton>
      }
    >
      <Trans>
        Figures begin with the first visitor who is meant and meets its moment. They are counted for the
        verdict once their goal window is over.
      </Trans>
    </EmptyState>
  );
}
