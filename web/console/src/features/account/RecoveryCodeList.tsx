// Codes for the day the phone is lost: shown once, to be kept somewhere else.

import { Trans, useLingui } from "@lingui/react/macro";
import { Button, Group } from "@mantine/core";
import { CopyAction } from "../../ui/CopyField";
import classes from "./account.module.css";

export function RecoveryCodeList({ codes, onDone }: { codes: readonly string[]; onDone: () => void }) {
  const { t } = useLingui();
  return (
    <section className={classes.codes} aria-label={t`Recovery codes`}>
      <p className={classes.strong}>
        <Trans>The second step is on. Keep these recovery codes.</Trans>
      </p>
      <p>
        <Trans>
          Each lets you in once when your phone is lost. They are shown this once: print them, or put them
          into a password manager.
        </Trans>
      </p>
      <ul className={classes.codeList}>
        {codes.map((code) => (
          <li key={code}>
            <code>{code}</code>
          </li>
        ))}
      </ul>
      <Group gap="xs">
        <CopyAction value={codes.join("\n")} label={<Trans>Copy all</Trans>} />
        <Button size="xs" onClick={onDone}>
          <Trans>I have kept them</Trans>
        </Button>
      </Group>
    </section>
  );
}
