// One person: the story first, then what is known beside what happened.

import { Trans, useLingui } from "@lingui/react/macro";
import { SegmentedControl, VisuallyHidden } from "@mantine/core";
import { useInfiniteQuery, useQuery } from "@tanstack/react-query";
import { useParams } from "@tanstack/react-router";
import { useMemo, useState } from "react";
import { isProblem } from "../../api/problem";
import { campaignTexts } from "../../api/published";
import type { Profile } from "../../api/types";
import { usePageSearch } from "../../app/search";
import { Answer } from "../../ui/Answer";
import { useIsNarrow } from "../../ui/columns";
import { EmptyState } from "../../ui/EmptyState";
import { ErrorView } from "../../ui/ErrorView";
import { LinkButton } from "../../ui/Link";
import { useFormat, useManner } from "../../ui/manner";
import { Page } from "../../ui/Page";
import { TextSkeleton } from "../../ui/Skeletons";
import { StatusBadge } from "../../ui/StatusBadge";
import { useWords } from "../../words/useWords";
import { nameIn, whoIs, whoWords } from "../../words/who";
import { dialoguesOf } from "./profile/dialogues";
import { EventPanel } from "./profile/EventPanel";
import { Facts } from "./profile/Facts";
import { Merged } from "./profile/Merged";
import { ProfileActions, useIsErasing } from "./profile/ProfileActions";
import {
  historyQuery,
  newerQuery,
  type ProfileId,
  profileIdIn,
  profileQuery,
  rowsIn,
} from "./profile/queries";
import type { HistoryRow } from "./profile/row";
import { storyOf } from "./profile/story";
import { Timeline } from "./profile/Timeline";
import classes from "./VisitorPage.module.css";
import { WhyPanel } from "./why/WhyPanel";

export function VisitorPage() {
  const { t } = useLingui();
  const { id } = useParams({ from: "/shell/visitors/$id" });
  const [search, change] = usePageSearch();
  const of = profileIdIn(id, search.kind);
  const isErasing = useIsErasing();
  const profile = useQuery({ ...profileQuery(of), enabled: !isErasing });
  const found = profile.data;
  const title = useTitleOf(found, id);
  const story = useStory(found);
  if (isProblem(profile.error, "not_found")) return <Unknown id={id} />;
  return (
    <Page
      title={title}
      lead={found && story}
      back={{ to: "/visitors", label: t`Visitors` }}
      beside={
        found?.visits.current?.ongoing && (
          <StatusBadge tone="good">
            <Trans>Here now</Trans>
          </StatusBadge>
        )
      }
      actions={found && <ProfileActions profile={found} onWhy={() => change({ why: "all" })} />}
    >
      <Answer query={profile} skeleton={<ProfileSkeleton />}>
        {(known) => (
          <>
            <Merged profile={known} />
            <Sides of={of} profile={known} onWhy={(why) => change({ why })} />
            <WhyPanel
              of={of}
              campaign={search.why ?? null}
              onChoose={(why) => change({ why })}
              onClose={() => change({ why: undefined })}
            />
          </>
        )}
      </Answer>
    </Page>
  );
}

function useTitleOf(profile: Profile | undefined, id: string): string {
  const { locale } = useManner();
  if (!profile) return id.slice(0, 24);
  return whoWords(
    locale,
    whoIs({ profile: profile.id, user_id: profile.userId ?? null, name: nameIn(profile.traits) }),
  );
}

function useStory(profile: Profile | undefined): string {
  const words = useWords();
  const { day, when } = useFormat();
  return profile ? storyOf(words, profile, { day, when }) : "";
}

interface SidesProps {
  of: ProfileId;
  profile: Profile;
  onWhy: (campaign: string) => void;
}

/** Side by side where there is room; on a narrow screen one or the other. */
function Sides({ of, profile, onWhy }: SidesProps) {
  const { t } = useLingui();
  const isNarrow = useIsNarrow();
  const [side, setSide] = useState("acts");
  const facts = <Facts profile={profile} onWhy={onWhy} />;
  const acts = <Acts of={of} profile={profile} />;
  if (isNarrow) {
    return (
      <>
        <SegmentedControl
          fullWidth
          aria-label={t`What to show`}
          value={side}
          onChange={setSide}
          data={[
            { value: "acts", label: t`What happened` },
            { value: "facts", label: t`What is known` },
          ]}
        />
        {side === "acts" ? acts : facts}
      </>
    );
  }
  return (
    <div className={classes.sides}>
      <aside className={classes.facts} aria-label={t`What is known`}>
        {facts}
      </aside>
      <section className={classes.acts} aria-label={t`What happened`}>
        {acts}
      </section>
    </div>
  );
}

function Acts({ of, profile }: { of: ProfileId; profile: Profile }) {
  const history = useInfiniteQuery(historyQuery(of));
  const { data, hasNextPage, isFetchingNextPage, fetchNextPage, error, refetch } = history;
  const isErasing = useIsErasing();
  useQuery({ ...newerQuery(of), enabled: data !== undefined && !isErasing });
  const rows = useMemo(() => rowsIn(data), [data]);
  const { locale } = useManner();
  const texts = useQuery(campaignTexts).data;
  const dialogues = useMemo(() => dialoguesOf(texts, profile, rows, locale), [texts, profile, rows, locale]);
  const [open, setOpen] = useState<HistoryRow | null>(null);
  if (!data)
    return error ? <ErrorView error={error} retry={() => void refetch()} /> : <TextSkeleton lines={12} />;
  return (
    <>
      <VisuallyHidden component="h2">
        <Trans>What happened</Trans>
      </VisuallyHidden>
      <Timeline
        rows={rows}
        dialogues={dialogues}
        hasMore={hasNextPage}
        isLoadingMore={isFetchingNextPage}
        loadMore={fetchNextPage}
        onOpen={setOpen}
      />
      <EventPanel row={open} dialogues={dialogues} onClose={() => setOpen(null)} />
    </>
  );
}

const ProfileSkeleton = () => (
  <div className={classes.sides}>
    <div className={classes.facts}>
      <TextSkeleton lines={12} />
    </div>
    <div className={classes.acts}>
      <TextSkeleton lines={16} />
    </div>
  </div>
);

function Unknown({ id }: { id: string }) {
  const { t } = useLingui();
  return (
    <Page title={t`Nobody is known by this id`} back={{ to: "/visitors", label: t`Visitors` }} width="narrow">
      <EmptyState
        title={id}
        action={
          <LinkButton to="/visitors" variant="default">
            <Trans>See who is here now</Trans>
          </LinkButton>
        }
      >
        <Trans>
          Check the user id, anonymous id or profile id. The person may also have been erased, or have never
          come to this site.
        </Trans>
      </EmptyState>
    </Page>
  );
}
