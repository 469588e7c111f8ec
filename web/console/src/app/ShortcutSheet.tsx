// The keys that work everywhere, on one sheet.

import { Trans, useLingui } from "@lingui/react/macro";
import { Kbd, Modal } from "@mantine/core";
import type { ReactNode } from "react";
import { useDestinations } from "./destinations";
import classes from "./ShortcutSheet.module.css";
import { paletteKeys } from "./shortcuts";

const Row = ({ keys, children }: { keys: string[]; children: ReactNode }) => (
  <div className={classes.row}>
    <dt>{children}</dt>
    <dd>
      {keys.map((key) => (
        <Kbd key={key} size="xs">
          {key}
        </Kbd>
      ))}
    </dd>
  </div>
);

export default function ShortcutSheet({ onClose }: { onClose: () => void }) {
  const { t } = useLingui();
  return (
    <Modal
      opened
      onClose={onClose}
      size={440}
      title={t`Keyboard shortcuts`}
      closeButtonProps={{ "aria-label": t`Close` }}
    >
      <dl>
        <Row keys={paletteKeys.split(" ")}>
          <Trans>Search or go to</Trans>
        </Row>
        {useDestinations().map(({ letter, label }) => (
          <Row key={letter} keys={["g", letter]}>
            {label}
          </Row>
        ))}
        <Row keys={["↑", "↓"]}>
          <Trans>From row to row in a table</Trans>
        </Row>
        <Row keys={["Enter"]}>
          <Trans>Open the row</Trans>
        </Row>
        <Row keys={["Esc"]}>
          <Trans>Close what has slid in</Trans>
        </Row>
        <Row keys={["?"]}>
          <Trans>This sheet</Trans>
        </Row>
      </dl>
    </Modal>
  );
}
