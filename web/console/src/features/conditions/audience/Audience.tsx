// Who a condition is about right now: how many, which share of everybody, and some of them. Waits until nobody types any
// more; the last figures stay while new ones are on their way, and every part keeps its place.

import { Trans, useLingui } from "@lingui/react/macro";
import { useDebouncedValue } from "@mantine/hooks";
import { type UseQueryResult, useQuery } from "@tanstack/react-query";
import { useMemo } from "react";
import type { AudienceSize, SampledVisitor } from "../../../api/types";
import { useMay } from "../../../app/session";
import { LinkText } from "../../../ui/Link";
import { useFormat } from "../../../ui/manner";
import { VisitorName } from "../../../ui/VisitorName";
import { When } from "../../../ui/When";
import classes from "./Audience.module.css";
import { audienceQuery, SAMPLE } from "./queries";

export interface AudienceProps {
  condition: unknown;
  /** Rows that are not counted, because they are not filled in. */
  unfinished?: number;
}

const PAUSE_MS = 350;

/** The answer for the condition as it stood when nobody had typed for a moment. */
function useAudience(condition: unknown) {
  // Compared as text: the same question is not asked again.
  const text = JSON.stringify(condition ?? {});
  const [settled] = useDebouncedValue(text, PAUSE_MS);
  const query = useQuery(audienceQuery(useMemo(() => JSON.parse(settled) as unknown, [settled])));
  return { query, isOnItsWay: query.isFetching || settled !== text };
}

/** The same in one line, where there is no room beside the condition. */
export function AudienceLine({ condition }: { condition: unknown }) {
  const { count, percent } = useFormat();
  const { data } = useAudience(condition).query;
  const people = data ? count(data.matching) : "–";
  const share = percent(data && data.of > 0 ? data.matching / data.of : null);
  return (
    <span className={classes.oneLine}>
      <strong>
        {data && !data.is_exact ? <Trans>about {people}</Trans> : <Trans>{people} people</Trans>}
      </strong>{" "}
      <span>{share}</span>
    </span>
  );
}

export function Audience({ condition, unfinished = 0 }: AudienceProps) {
  const { t } = useLingui();
  const mayPeople = useMay("people");
  const { query, isOnItsWay } = useAudience(condition);
  return (
    <section
      className={classes.audience}
      aria-label={t`Who it is about`}
      data-waiting={isOnItsWay || undefined}
    >
      <h2 className={classes.title}>
        <Trans>Whom this condition fits now</Trans>
      </h2>
      {/* One place of a fixed height for both: nothing below moves. */}
      <div className={classes.figures}>
        <Figures query={query} isOnItsWay={isOnItsWay} />
        {unfinished > 0 && (
          <p className={classes.care}>
            <Trans>Rows that are not filled in are not counted: {unfinished}</Trans>
          </p>
        )}
      </div>
      {mayPeople && <Sample people={query.data?.sample} isFirst={query.isPending} />}
    </section>
  );
}

type Query = UseQueryResult<AudienceSize>;

function Figures({ query, isOnItsWay }: { query: Query; isOnItsWay: boolean }) {
  const { t } = useLingui();
  const { count, percent } = useFormat();
  const { data, error } = query;
  if (error && !data) {
    return (
      <div role="status">
        <p className={classes.note}>
          <Trans>
            It cannot be counted right now. What you have built is safe; the count comes back by itself.
          </Trans>
        </p>
      </div>
    );
  }
  const isWrong = data !== undefined && data.problems.length > 0;
  if (isWrong) {
    return (
      <div role="status">
        <p className={classes.figure}>–</p>
        <p className={classes.note}>
          <Trans>Nobody was counted: something in the condition has to be mended first.</Trans>
        </p>
      </div>
    );
  }
  const share = data && data.of > 0 ? data.matching / data.of : 0;
  const people = data ? count(data.matching) : "–";
  const note = !data
    ? ""
    : data.is_exact
      ? t`Everybody was looked at: ${count(data.of)}.`
      : t`An estimate from the ${count(data.looked_at)} newest visitors of ${count(data.of)}.`;
  return (
    <div role="status" aria-busy={isOnItsWay && !data}>
      <p className={classes.figure}>
        {data && !data.is_exact ? <Trans>about {people}</Trans> : <Trans>{people} people</Trans>}
      </p>
      <p className={classes.share}>{data ? <Trans>{percent(share)} of all visitors</Trans> : "–"}</p>
      <div className={classes.bar} aria-hidden>
        <div className={classes.filled} style={{ width: `${Math.min(1, share) * 100}%` }} />
      </div>
      <p className={classes.note}>{note}</p>
    </div>
  );
}

function Sample({ people, isFirst }: { people: readonly SampledVisitor[] | undefined; isFirst: boolean }) {
  const { t } = useLingui();
  const shown = people?.slice(0, SAMPLE) ?? [];
  return (
    <div className={classes.sample}>
      <h3 className={classes.heading}>
        <Trans>Some of them</Trans>
      </h3>
      {!isFirst && shown.length === 0 ? (
        <p className={classes.note}>
          <Trans>Nobody at the moment.</Trans>
        </p>
      ) : (
        <ul className={classes.people} aria-label={t`Some of them`}>
          {shown.map((person) => (
            <li key={person.profile} className={classes.person}>
              <LinkText
                to="/visitors/$id"
                params={{ id: person.profile }}
                search={{ kind: "profile" }}
                className={classes.link}
                target="_blank"
              >
                <VisitorName visitor={person} />
              </LinkText>
              <span className={classes.seen}>
                <When at={person.last_seen} />
              </span>
            </li>
          ))}
        </ul>
      )}
    </div>
  );
}
