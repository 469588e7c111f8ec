// Which campaigns speak to the segment, and whose phase would begin anew.

import { Trans, useLingui } from "@lingui/react/macro";
import { useQuery } from "@tanstack/react-query";
import { campaignTexts, segmentTexts } from "../../../api/published";
import { LinkText } from "../../../ui/Link";
import { StatusBadge } from "../../../ui/StatusBadge";
import { toldWords } from "../../../words/told";
import { useWords } from "../../../words/useWords";
import { usersOf } from "../usage";
import type { SegmentText } from "./queries";
import classes from "./SegmentForm.module.css";
import type { Rehearsal } from "./useRehearsal";

export interface EffectsProps {
  rehearsal: Rehearsal;
  text: SegmentText;
  isChanged: boolean;
}

export function Effects({ rehearsal, text, isChanged }: EffectsProps) {
  const { t } = useLingui();
  const words = useWords();
  const campaigns = useQuery(campaignTexts).data?.texts ?? [];
  const segments = useQuery(segmentTexts).data?.texts ?? [];
  const cut = new Map(
    (rehearsal.publications?.texts ?? [])
      .filter((one) => one.kind === "campaign" && one.phase_cut)
      .map((one) => [one.key, one.phase]),
  );
  const users = usersOf(campaigns).get(text.key) ?? [];
  const all = [...new Set([...users, ...cut.keys()])];
  const others = usersOf(segments).get(text.key) ?? [];
  const { problems } = rehearsal;
  return (
    <div className={classes.effects}>
      {all.length === 0 ? (
        <p className={classes.soft}>
          <Trans>No campaign speaks to it yet. Nothing changes for visitors.</Trans>
        </p>
      ) : (
        <>
          <p className={classes.soft}>
            {cut.size > 0 ? (
              <Trans>
                These campaigns speak to it. Their figures are counted from zero in a new phase; the old ones
                stay readable.
              </Trans>
            ) : isChanged && rehearsal.publications ? (
              <Trans>These campaigns speak to it. Their phases go on: visitors get the same.</Trans>
            ) : (
              <Trans>These campaigns speak to it.</Trans>
            )}
          </p>
          <ul className={classes.users} aria-label={t`Campaigns that speak to it`}>
            {all.map((key) => (
              <li key={key}>
                <LinkText to="/campaigns/$key" params={{ key }} target="_blank">
                  {words.campaign(key)}
                </LinkText>
                {cut.has(key) && (
                  <StatusBadge tone="care">
                    <Trans>begins phase {cut.get(key)}</Trans>
                  </StatusBadge>
                )}
              </li>
            ))}
          </ul>
        </>
      )}
      {others.length > 0 && (
        <p className={classes.soft}>
          <Trans>Segments that ask for it: {others.map(words.segment).join(", ")}</Trans>
        </p>
      )}
      {problems.length > 0 && (
        <p className={classes.harm}>
          <Trans>It cannot be published like this: the places are marked above.</Trans>
        </p>
      )}
      <Warnings rehearsal={rehearsal} of={`segment/${text.key}`} />
    </div>
  );
}

function Warnings({ rehearsal, of }: { rehearsal: Rehearsal; of: string }) {
  const words = useWords();
  const warnings = (rehearsal.publications?.warnings ?? []).filter(
    ({ text }) => text === undefined || text === of,
  );
  if (warnings.length === 0) return null;
  return (
    <div>
      <p className={classes.soft}>
        <Trans>Allowed, but perhaps not meant:</Trans>
      </p>
      <ul className={classes.warnings}>
        {warnings.map(({ path, message }) => (
          <li key={`${path} ${message}`}>{toldWords(words, message)}</li>
        ))}
      </ul>
    </div>
  );
}
