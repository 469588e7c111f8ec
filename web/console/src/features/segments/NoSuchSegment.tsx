import { Trans, useLingui } from "@lingui/react/macro";
import { EmptyState } from "../../ui/EmptyState";
import { LinkButton } from "../../ui/Link";
import { Page } from "../../ui/Page";

export function NoSuchSegment({ name }: { name: string }) {
  const { t } = useLingui();
  return (
    <Page title={t`There is no such segment`} back={{ to: "/segments", label: t`Segments` }} width="narrow">
      <EmptyState
        title={name}
        action={
          <LinkButton to="/segments" variant="default">
            <Trans>See all segments</Trans>
          </LinkButton>
        }
      >
        <Trans>It may have another key, or was never published on this site.</Trans>
      </EmptyState>
    </Page>
  );
}
