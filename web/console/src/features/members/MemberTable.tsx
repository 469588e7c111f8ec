import { Trans, useLingui } from "@lingui/react/macro";
import { NativeSelect } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { useMemo } from "react";
import type { Role, SiteMember } from "../../api/types";
import { useSession } from "../../app/session";
import { Answer } from "../../ui/Answer";
import { ConfirmButton } from "../../ui/ConfirmButton";
import { type Column, DataTable } from "../../ui/DataTable";
import { TableSkeleton } from "../../ui/Skeletons";
import { StatusBadge } from "../../ui/StatusBadge";
import { When } from "../../ui/When";
import { roles, useRoleNames } from "../../words/roles";
import classes from "./members.module.css";
import { membersQuery, useChangeRole, useRemoveMember } from "./queries";

const rowHeight = 60;

export function MemberTable() {
  const { t } = useLingui();
  const columns = useMemberColumns();
  return (
    <Answer query={useQuery(membersQuery)} skeleton={<TableSkeleton rows={3} rowHeight={rowHeight} />}>
      {({ members }) => (
        <DataTable
          label={t`Members`}
          rows={members}
          columns={columns}
          rowKey={(member) => String(member.id)}
          rowHeight={rowHeight}
        />
      )}
    </Answer>
  );
}

function useMemberColumns(): Column<SiteMember>[] {
  const { t } = useLingui();
  return useMemo(
    () => [
      { key: "name", header: t`Name`, cell: (member) => <Name member={member} /> },
      {
        key: "role",
        header: t`Role`,
        width: "clamp(112px, 14vw, 148px)",
        cell: (member) => <RoleChoice member={member} />,
      },
      {
        key: "totp",
        header: t`Second step`,
        width: "132px",
        isExtra: true,
        cell: ({ totp }) =>
          totp ? (
            <StatusBadge tone="good">{t`On`}</StatusBadge>
          ) : (
            <StatusBadge tone="unknown">{t`Off`}</StatusBadge>
          ),
      },
      {
        key: "seen",
        header: t`Last used`,
        width: "188px",
        isExtra: true,
        cell: ({ last_seen_at }) => <When at={last_seen_at} absent={t`not yet`} />,
      },
      {
        key: "remove",
        header: "",
        width: "88px",
        align: "end",
        cell: (member) => <Remove member={member} />,
      },
    ],
    [t],
  );
}

function Name({ member }: { member: SiteMember }) {
  const isMe = useSession().member.id === member.id;
  return (
    <div className={classes.names}>
      <span className={classes.name}>
        {member.name}{" "}
        {isMe && (
          <span className={classes.note}>
            (<Trans>you</Trans>)
          </span>
        )}
      </span>
      <span className={classes.note}>{member.email}</span>
    </div>
  );
}

function RoleChoice({ member }: { member: SiteMember }) {
  const { t } = useLingui();
  const names = useRoleNames();
  const { mutate, isPending } = useChangeRole();
  return (
    <NativeSelect
      aria-label={t`Role of ${member.name}`}
      size="xs"
      value={member.role}
      disabled={isPending}
      onChange={(event) => mutate({ id: member.id, role: event.currentTarget.value as Role })}
      data={roles.map((role) => ({ value: role, label: names[role].name }))}
    />
  );
}

function Remove({ member }: { member: SiteMember }) {
  const { t } = useLingui();
  const { mutate, isPending } = useRemoveMember();
  return (
    <ConfirmButton
      size="compact-xs"
      variant="subtle"
      color="gray"
      loading={isPending}
      aria-label={t`Remove ${member.name}`}
      confirm={t`Remove`}
      question={
        <Trans>
          Remove {member.name} from this site? They lose access at once; what they have made stays. The
          account remains for other sites.
        </Trans>
      }
      onConfirm={() => mutate(member.id)}
    >
      <Trans>Remove</Trans>
    </ConfirmButton>
  );
}
