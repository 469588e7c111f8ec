// A sample of who is in the segment.

import { Trans, useLingui } from "@lingui/react/macro";
import { Button } from "@mantine/core";
import { useInfiniteQuery } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import { useMemo } from "react";
import type { SegmentMember } from "../../../api/types";
import type { Column } from "../../../ui/columns";
import { DataTable } from "../../../ui/DataTable";
import { ErrorView } from "../../../ui/ErrorView";
import { TableSkeleton } from "../../../ui/Skeletons";
import { VisitorName } from "../../../ui/VisitorName";
import { When } from "../../../ui/When";
import { segmentMembers } from "../queries";
import classes from "../SegmentPage.module.css";

export function Members({ segmentKey }: { segmentKey: string }) {
  const { t } = useLingui();
  const query = useInfiniteQuery(segmentMembers(segmentKey));
  const members = useMemo(() => query.data?.pages.flatMap((page) => page.members) ?? [], [query.data]);
  const columns = useMemberColumns();
  const navigate = useNavigate();
  if (query.isPending) return <TableSkeleton rows={6} />;
  if (query.error && members.length === 0) {
    return <ErrorView error={query.error} retry={() => void query.refetch()} />;
  }
  const nobody = (
    <p className={classes.soft}>
      <Trans>Nobody is in it right now.</Trans>
    </p>
  );
  return (
    <>
      <DataTable
        label={t`Visitors in this segment`}
        rows={members}
        columns={columns}
        rowKey={(row) => row.profile}
        onOpen={({ profile }) =>
          void navigate({ to: "/visitors/$id", params: { id: profile }, search: { kind: "profile" } })
        }
        empty={nobody}
      />
      {query.hasNextPage && (
        <div>
          <Button
            variant="default"
            size="xs"
            loading={query.isFetchingNextPage}
            onClick={() => void query.fetchNextPage()}
          >
            <Trans>Show more</Trans>
          </Button>
        </div>
      )}
    </>
  );
}

function useMemberColumns(): Column<SegmentMember>[] {
  const { t } = useLingui();
  return useMemo(
    () => [
      {
        key: "who",
        header: t`Who`,
        cell: (member) => <VisitorName visitor={member} />,
      },
      {
        key: "entered",
        header: t`Came in`,
        width: "clamp(168px, 22vw, 300px)",
        cell: ({ entered_at }) => <When at={entered_at} />,
      },
      {
        key: "seen",
        header: t`Last seen`,
        width: "30%",
        isExtra: true,
        cell: ({ last_seen }) => <When at={last_seen} />,
      },
    ],
    [t],
  );
}
