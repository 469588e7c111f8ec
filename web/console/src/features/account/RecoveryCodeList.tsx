// Codes for the day the phone is lost: shown once, to be kept somewhere else.

import { Trans, useLingui } from "@lingui/react/macro";
import { CopyAction } from "../../ui/CopyField";
import { ShownOnce } from "../../ui/ShownOnce";
import classes from "./account.module.css";

export function RecoveryCodeList({ codes, onDone }: { codes: readonly string[]; onDone: () => void }) {
  const { t } = useLingui();
  return (
    <ShownOnce
      title={t`Recovery codes`}
      actions={<CopyAction value={codes.join("\n")} label={<Trans>Copy all</Trans>} />}
      done={<Trans>I have kept them</Trans>}
      onDone={onDone}
    >
      <p>
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
    </ShownOnce>
  );
}
