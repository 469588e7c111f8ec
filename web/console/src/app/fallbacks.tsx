// What stands in the place of a page: while it loads, when it fails, when there is none.

import { Trans, useLingui } from "@lingui/react/macro";
import { type ErrorComponentProps, useRouter } from "@tanstack/react-router";
import { EmptyState } from "../ui/EmptyState";
import { ErrorView } from "../ui/ErrorView";
import { LinkButton } from "../ui/Link";
import { Page } from "../ui/Page";
import pageClasses from "../ui/Page.module.css";
import { TableSkeleton, TextSkeleton } from "../ui/Skeletons";

export const PagePending = () => (
  <div className={pageClasses.page} aria-busy>
    <TextSkeleton lines={2} />
    <TableSkeleton />
  </div>
);

export function PageError({ error, reset }: ErrorComponentProps) {
  const { t } = useLingui();
  const router = useRouter();
  const again = () => {
    reset();
    void router.invalidate();
  };
  return (
    <Page title={t`This page could not be opened`} width="narrow">
      <ErrorView error={error} retry={again} />
    </Page>
  );
}

export function NotFound() {
  const { t } = useLingui();
  return (
    <main>
      <Page title={t`There is no such page`} width="narrow">
        <EmptyState
          title={t`The address leads nowhere`}
          action={
            <LinkButton to="/">
              <Trans>Go to the home page</Trans>
            </LinkButton>
          }
        >
          <Trans>It may have been mistyped, or the page has moved.</Trans>
        </EmptyState>
      </Page>
    </main>
  );
}
