// Nobody is here: either the shop is quiet, or no event ever came, and then the first step is the tag.

import { Trans, useLingui } from "@lingui/react/macro";
import { useQuery } from "@tanstack/react-query";
import { installationQuery } from "../../../api/installation";
import { EmptyState } from "../../../ui/EmptyState";
import { LinkButton } from "../../../ui/Link";
import { When } from "../../../ui/When";

export function NobodyHere() {
  const { t } = useLingui();
  const lastAt = useQuery(installationQuery).data?.last_event_at;
  if (lastAt) {
    return (
      <EmptyState title={t`Nobody is in the shop right now`}>
        <Trans>
          The last event came <When at={lastAt} />. Visitors appear here within two seconds of what they do.
        </Trans>
      </EmptyState>
    );
  }
  return (
    <EmptyState
      title={t`Nobody has been seen yet`}
      action={
        <LinkButton to="/install">
          <Trans>Install the tag</Trans>
        </LinkButton>
      }
    >
      <Trans>
        Put the tag on the shop’s pages. From then on everybody who opens a page appears here at once, with
        the page, the cart and what they do.
      </Trans>
    </EmptyState>
  );
}
