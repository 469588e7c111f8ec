// What is known of the person, beside what happened.

import { Trans, useLingui } from "@lingui/react/macro";
import type { ReactNode } from "react";
import type { Profile } from "../../../api/types";
import { Count } from "../../../ui/figures";
import { LinkText } from "../../../ui/Link";
import { StatusBadge } from "../../../ui/StatusBadge";
import { When } from "../../../ui/When";
import { useWords } from "../../../words/useWords";
import { isRecord } from "../../../words/words";
import { useDeviceName } from "../live/cells";
import { purposeName } from "./acts";
import { CampaignFacts } from "./CampaignFacts";
import classes from "./Facts.module.css";
import { Nothing, Pair } from "./factParts";
import { Ids } from "./Ids";
import { text } from "./row";
import { CartFact, OrdersFact } from "./ShopFacts";
import { Traits } from "./Traits";

export interface FactsProps {
  profile: Profile;
  onWhy: (campaign: string) => void;
}

export function Facts({ profile, onWhy }: FactsProps) {
  const { t } = useLingui();
  return (
    <div className={classes.facts}>
      <Fact title={t`Cart`}>
        <CartFact cart={profile.cart} />
      </Fact>
      <Fact title={t`Orders`}>
        <OrdersFact orders={profile.orders} />
      </Fact>
      <Fact title={t`Segments`}>
        <SegmentsFact segments={profile.segments} />
      </Fact>
      <Fact title={t`Traits`}>
        <Traits traits={profile.traits} trusted={profile.trustedTraits} />
      </Fact>
      <Fact title={t`Campaigns`}>
        <CampaignFacts profile={profile} onWhy={onWhy} />
      </Fact>
      <Fact title={t`This visit`}>
        <VisitFact visit={profile.visits.current ?? null} />
      </Fact>
      <Fact title={t`Consent and attention`}>
        <CareFact profile={profile} />
      </Fact>
      <Fact title={t`Ids`}>
        <Ids profile={profile} />
      </Fact>
    </div>
  );
}

const Fact = ({ title, children }: { title: string; children: ReactNode }) => (
  <section className={classes.fact}>
    <h2 className={classes.title}>{title}</h2>
    {children}
  </section>
);

function SegmentsFact({ segments }: { segments: readonly string[] }) {
  const words = useWords();
  if (segments.length === 0) {
    return (
      <Nothing>
        <Trans>In no segment.</Trans>
      </Nothing>
    );
  }
  return (
    <ul>
      {segments.map((key) => (
        <li key={key}>
          <LinkText to="/segments/$key" params={{ key }}>
            {words.segment(key)}
          </LinkText>
        </li>
      ))}
    </ul>
  );
}

function VisitFact({ visit }: { visit: Profile["visits"]["current"] | null }) {
  const deviceName = useDeviceName();
  if (!visit) {
    return (
      <Nothing>
        <Trans>No visit yet.</Trans>
      </Nothing>
    );
  }
  const device = text(visit.device.type);
  const utm = Object.entries(isRecord(visit.utm) ? visit.utm : {});
  return (
    <dl>
      <Pair name={<Trans>State</Trans>}>
        {visit.ongoing ? (
          <StatusBadge tone="good">
            <Trans>Going on</Trans>
          </StatusBadge>
        ) : (
          <Trans>Over</Trans>
        )}
      </Pair>
      <Pair name={<Trans>Began</Trans>}>
        <When at={visit.started_at} />
      </Pair>
      <Pair name={<Trans>Pages</Trans>}>
        <Count value={visit.page_count} />
      </Pair>
      {visit.landing && (
        <Pair name={<Trans>Landing page</Trans>}>
          <code>{visit.landing}</code>
        </Pair>
      )}
      {visit.referrer && <Pair name={<Trans>Came from</Trans>}>{visit.referrer}</Pair>}
      {utm.map(([name, value]) => (
        <Pair key={name} name={`utm_${name}`}>
          {String(value)}
        </Pair>
      ))}
      {device && <Pair name={<Trans>Device</Trans>}>{deviceName(device)}</Pair>}
    </dl>
  );
}

function CareFact({ profile }: { profile: Profile }) {
  const words = useWords();
  const { attention } = profile;
  const consent = Object.entries(profile.consent);
  return (
    <dl>
      {consent.map(([purpose, given]) => (
        <Pair key={purpose} name={purposeName(words, purpose)}>
          {given.granted ? <Trans>Agreed</Trans> : <Trans>Did not agree</Trans>} (<When at={given.at} />)
        </Pair>
      ))}
      {consent.length === 0 && (
        <Pair name={<Trans>Consent</Trans>}>
          <Trans>Not asked</Trans>
        </Pair>
      )}
      {attention && (
        <Pair name={<Trans>Attention left</Trans>}>
          <Trans>
            {attention.points} of {attention.capacity} points
          </Trans>
        </Pair>
      )}
      {attention?.refills_at && (
        <Pair name={<Trans>All of it is back</Trans>}>
          <When at={attention.refills_at} />
        </Pair>
      )}
      {profile.holdout && (
        <Pair name={<Trans>Holdout</Trans>}>
          <Trans>Gets no campaign at all, for comparison</Trans>
        </Pair>
      )}
    </dl>
  );
}
