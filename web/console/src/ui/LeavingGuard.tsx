// Asks before a page is left whose changes stand nowhere else: on the way to another page, and when the window closes.

import { Trans, useLingui } from "@lingui/react/macro";
import { Button, Group, Modal, Text } from "@mantine/core";
import { useBlocker } from "@tanstack/react-router";

/** `isNeeded` is asked at the moment of leaving. A change within the page (`?…`) is no leaving. */
export function LeavingGuard({ isNeeded }: { isNeeded: () => boolean }) {
  const { t } = useLingui();
  const { status, proceed, reset } = useBlocker({
    shouldBlockFn: ({ current, next }) => current.pathname !== next.pathname && isNeeded(),
    enableBeforeUnload: isNeeded,
    withResolver: true,
  });
  const isBlocked = status === "blocked";
  return (
    <Modal opened={isBlocked} onClose={() => reset?.()} title={t`Leave without saving?`} centered>
      <Text mb="md">
        <Trans>Your changes are on this page alone. They are lost when you leave it.</Trans>
      </Text>
      <Group justify="flex-end" gap="xs">
        <Button variant="default" onClick={() => proceed?.()}>
          <Trans>Leave, drop the changes</Trans>
        </Button>
        <Button onClick={() => reset?.()} data-autofocus>
          <Trans>Stay here</Trans>
        </Button>
      </Group>
    </Modal>
  );
}
