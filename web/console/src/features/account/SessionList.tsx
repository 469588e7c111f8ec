import { Trans, useLingui } from "@lingui/react/macro";
import { Button } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import type { SessionRow } from "../../api/types";
import { Answer } from "../../ui/Answer";
import { ConfirmButton } from "../../ui/ConfirmButton";
import { Item } from "../../ui/Item";
import { TableSkeleton } from "../../ui/Skeletons";
import { Tag } from "../../ui/StatusBadge";
import { When } from "../../ui/When";
import { sessionsQuery, useEndSessions } from "./queries";

const rowHeight = 60;

export function SessionList() {
  const end = useEndSessions();
  return (
    <Answer query={useQuery(sessionsQuery)} skeleton={<TableSkeleton rows={2} rowHeight={rowHeight} />}>
      {({ sessions }) => (
        <>
          <ul>
            {sessions.map((session) => (
              <Row key={session.id} session={session} onEnd={() => end.mutate(session.id)} />
            ))}
          </ul>
          {sessions.length > 1 && <EndOthers onEnd={() => end.mutate(undefined)} isPending={end.isPending} />}
        </>
      )}
    </Answer>
  );
}

function Row({ session, onEnd }: { session: SessionRow; onEnd: () => void }) {
  const { t } = useLingui();
  const device = session.device ?? t`unknown device`;
  return (
    <Item
      name={
        <>
          {device} {session.current && <Tag>{t`this one`}</Tag>}
        </>
      }
      note={
        <Trans>
          Last used <When at={session.last_seen_at} />, begun <When at={session.created_at} />
        </Trans>
      }
    >
      {!session.current && (
        <Button
          size="compact-xs"
          variant="subtle"
          color="gray"
          aria-label={t`End the session on ${device}`}
          onClick={onEnd}
        >
          <Trans>End</Trans>
        </Button>
      )}
    </Item>
  );
}

function EndOthers({ onEnd, isPending }: { onEnd: () => void; isPending: boolean }) {
  const { t } = useLingui();
  return (
    <ConfirmButton
      size="xs"
      mt="md"
      style={{ alignSelf: "flex-start" }}
      loading={isPending}
      confirm={t`End all others`}
      question={<Trans>End all sessions but this one? Every other device has to sign in again.</Trans>}
      onConfirm={onEnd}
    >
      <Trans>End all others</Trans>
    </ConfirmButton>
  );
}
