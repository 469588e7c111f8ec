// Who changed what, and when, with how it was before and after.

import { Trans, useLingui } from "@lingui/react/macro";
import { Button } from "@mantine/core";
import { useInfiniteQuery } from "@tanstack/react-query";
import type { AuditEntry } from "../../api/types";
import { usePageSearch } from "../../app/search";
import { useIsNarrow } from "../../ui/columns";
import { type Column, DataTable } from "../../ui/DataTable";
import { EmptyState } from "../../ui/EmptyState";
import { ErrorView } from "../../ui/ErrorView";
import { Page } from "../../ui/Page";
import { TableSkeleton } from "../../ui/Skeletons";
import { When } from "../../ui/When";
import { useActionNames, useActorName, useTargetName } from "./actions";
import classes from "./audit.module.css";
import { ChangePanel } from "./ChangePanel";
import { auditQuery } from "./queries";
import { TargetFilter } from "./TargetFilter";

export function AuditPage() {
  const { t } = useLingui();
  const [{ target, entry: openId }, change] = usePageSearch();
  return (
    <Page
      title={t`Audit log`}
      lead={t`Who changed what, and when. Nobody can change or remove what stands here.`}
    >
      <TargetFilter target={target} onChange={(to) => change({ target: to, entry: undefined })} />
      <Entries target={target} openId={openId} onOpen={(entry) => change({ entry })} />
    </Page>
  );
}

interface EntriesProps {
  target: string | undefined;
  openId: string | undefined;
  onOpen: (id: string | undefined) => void;
}

function Entries({ target, openId, onOpen }: EntriesProps) {
  const { t } = useLingui();
  const columns = useColumns();
  const { data, error, refetch, hasNextPage, fetchNextPage, isFetchingNextPage } = useInfiniteQuery(
    auditQuery(target),
  );
  if (!data) {
    return error ? <ErrorView error={error} retry={() => void refetch()} /> : <TableSkeleton rows={10} />;
  }
  const entries = data.pages.flatMap((page) => page.entries);
  const open = entries.find(({ id }) => String(id) === openId) ?? null;
  return (
    <>
      <DataTable
        label={t`Audit log`}
        rows={entries}
        columns={columns}
        rowKey={(entry) => String(entry.id)}
        openKey={openId ?? null}
        onOpen={(entry) => onOpen(String(entry.id))}
        empty={
          <EmptyState title={t`Nothing was changed yet`}>
            <Trans>Every publication, invitation and key will be written down here.</Trans>
          </EmptyState>
        }
      />
      {hasNextPage && (
        <Button
          variant="default"
          className={classes.more}
          loading={isFetchingNextPage}
          onClick={() => void fetchNextPage()}
        >
          <Trans>Show older ones</Trans>
        </Button>
      )}
      <ChangePanel entry={open} onClose={() => onOpen(undefined)} />
    </>
  );
}

function useColumns(): Column<AuditEntry>[] {
  const { t } = useLingui();
  const names = useActionNames();
  const actorName = useActorName();
  const targetName = useTargetName();
  const isNarrow = useIsNarrow();
  return [
    {
      key: "at",
      header: t`Date and time`,
      width: "188px",
      cell: ({ at }) => <When at={at} />,
      isExtra: true,
    },
    {
      key: "what",
      header: t`What`,
      cell: (entry) => (
        <div className={classes.what}>
          <span>{names(entry.action)}</span>
          <span className={classes.target}>{targetName(entry.target)}</span>
          {isNarrow && (
            <span className={classes.target}>
              <When at={entry.at} />
            </span>
          )}
        </div>
      ),
    },
    { key: "who", header: t`Changed by`, width: "30%", cell: ({ actor }) => actorName(actor) },
  ];
}
