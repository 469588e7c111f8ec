// Somebody else has published while this was being changed: says who, when and what, and lets one choose.

import { Trans } from "@lingui/react/macro";
import { Button, Group } from "@mantine/core";
import { IconAlertTriangle } from "@tabler/icons-react";
import { useQuery } from "@tanstack/react-query";
import { api } from "../../../api/client";
import { keys } from "../../../api/keys";
import type { PublishedText } from "../../../api/types";
import { ErrorView } from "../../../ui/ErrorView";
import { TextSkeleton } from "../../../ui/Skeletons";
import states from "../../../ui/states.module.css";
import { When } from "../../../ui/When";
import { conditionLine } from "../../../words/condition";
import { nameOf } from "../../../words/names";
import { useWords } from "../../../words/useWords";
import { conditionOf } from "../text";

export interface ConflictProps {
  base: PublishedText;
  /** Publishes what is on this screen over that version. */
  onOver: (version: number) => void;
  /** Leaves what is on this screen. */
  onTake: (current: PublishedText) => void;
}

export function Conflict({ base, onOver, onTake }: ConflictProps) {
  const words = useWords();
  const { key } = base;
  const current = useQuery({
    queryKey: keys.segment(key, "conflict", String(base.version)),
    queryFn: async ({ signal }) => {
      const [segment, history] = await Promise.all([
        api.get("/api/segments/{key}", { path: { key }, signal }),
        api.get("/api/segments/{key}/history", { path: { key }, signal }),
      ]);
      return { segment, by: history.versions.find((one) => one.version === segment.version)?.by ?? null };
    },
    staleTime: 0,
  });
  if (current.error) return <ErrorView error={current.error} retry={() => void current.refetch()} />;
  if (!current.data) return <TextSkeleton lines={3} />;
  const { segment, by } = current.data;
  return (
    <div className={states.error} data-tone="care" role="alert">
      <IconAlertTriangle className={states.errorIcon} size={18} aria-hidden />
      <div>
        <p className={states.errorTitle}>
          {by === null ? (
            <Trans>Version {segment.version} was published in the meantime</Trans>
          ) : (
            <Trans>
              {by} has published version {segment.version} in the meantime
            </Trans>
          )}
        </p>
        <p className={states.errorText}>
          <When at={segment.published_at} /> · {nameOf(segment)}:{" "}
          {conditionLine(words, conditionOf(segment.text))}
        </p>
        <p className={states.errorText}>
          <Trans>Nothing was saved. Your change is still on this screen.</Trans>
        </p>
        <Group gap="xs" mt="sm">
          <Button variant="default" size="xs" onClick={() => onTake(segment)}>
            <Trans>Take their version, drop mine</Trans>
          </Button>
          <Button variant="default" size="xs" onClick={() => onOver(segment.version)}>
            <Trans>Publish mine over it</Trans>
          </Button>
        </Group>
      </div>
    </div>
  );
}
