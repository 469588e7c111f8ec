// Campaigns under edit: what is not published yet, with who was at it last and whether its publication is asked for.

import { Plural, Trans, useLingui } from "@lingui/react/macro";
import type { DraftSummary } from "../../../api/types";
import { Item } from "../../../ui/Item";
import { LinkButton } from "../../../ui/Link";
import { Section } from "../../../ui/Page";
import { StatusBadge } from "../../../ui/StatusBadge";
import { When } from "../../../ui/When";

export function Drafts({ drafts }: { drafts: readonly DraftSummary[] }) {
  const { t } = useLingui();
  if (drafts.length === 0) return null;
  return (
    <Section title={t`Drafts`}>
      <ul>
        {drafts.map((draft) => (
          <Draft key={draft.key} draft={draft} />
        ))}
      </ul>
    </Section>
  );
}

function Draft({ draft }: { draft: DraftSummary }) {
  const { t } = useLingui();
  const name = draft.name || draft.key;
  const { edited_by: by, base_version: base, live_version: live, problems, proposal } = draft;
  return (
    <Item
      name={name}
      note={
        <>
          {live > 0 ? <Trans>Changes over version {base}</Trans> : <Trans>Not published yet</Trans>}
          {" · "}
          {by} <When at={draft.edited_at} />
          {problems > 0 && (
            <>
              {" · "}
              <Plural value={problems} one="# thing to mend" other="# things to mend" />
            </>
          )}
        </>
      }
    >
      {proposal && (
        <StatusBadge tone="accent">
          <Trans>Proposed by {proposal.by}</Trans>
        </StatusBadge>
      )}
      <LinkButton
        variant="default"
        size="xs"
        to="/campaigns/$key/edit"
        params={{ key: draft.key }}
        aria-label={t`Go on with “${name}”`}
      >
        <Trans>Go on</Trans>
      </LinkButton>
    </Item>
  );
}
