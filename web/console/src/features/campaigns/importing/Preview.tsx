// What publishing would change: which texts, and which phases begin anew.

import { Trans, useLingui } from "@lingui/react/macro";
import type { Publications, TextState } from "../../../api/types";
import { StatusBadge } from "../../../ui/StatusBadge";
import classes from "./Import.module.css";

export function Preview({ publications }: { publications: Publications }) {
  const { t } = useLingui();
  const { texts } = publications;
  const changed = texts.filter((text) => text.changed);
  const same = texts.length - changed.length;
  const names = new Set(changed.map((text) => `${text.kind}/${text.key}`));
  // What is published already and stays as it is was warned of when it was published.
  const warnings = publications.warnings.filter(({ text }) => text === undefined || names.has(text));
  return (
    <section className={classes.preview} aria-label={t`What would change`}>
      {changed.length === 0 ? (
        <p>
          <Trans>Nothing would change: these texts are published as they are.</Trans>
        </p>
      ) : (
        <ul>
          {changed.map((text) => (
            <Change key={`${text.kind}/${text.key}`} text={text} />
          ))}
        </ul>
      )}
      {changed.length > 0 && same > 0 && (
        <p className={classes.soft}>
          <Trans>Texts that stay as they are: {same}</Trans>
        </p>
      )}
      {warnings.length > 0 && (
        <>
          <p>
            <Trans>Allowed, but perhaps not meant:</Trans>
          </p>
          <ul className={classes.warnings}>
            {warnings.map((warning) => (
              <li key={`${warning.text} ${warning.path} ${warning.message}`}>
                <code>{[warning.text, warning.path].filter(Boolean).join(" ")}</code> {warning.message}
              </li>
            ))}
          </ul>
        </>
      )}
    </section>
  );
}

function Change({ text }: { text: TextState }) {
  const { t } = useLingui();
  const kinds: Record<string, string> = {
    campaign: t`Campaign`,
    segment: t`Segment`,
    site: t`Site settings`,
  };
  return (
    <li className={classes.change}>
      <span>
        <span className={classes.soft}>{kinds[text.kind] ?? text.kind}</span> <code>{text.key}</code>
      </span>
      {text.version === 1 ? (
        <StatusBadge tone="accent">
          <Trans>New</Trans>
        </StatusBadge>
      ) : (
        <span className={classes.soft}>
          <Trans>becomes version {text.version}</Trans>
        </span>
      )}
      {text.phase_cut && (
        <StatusBadge tone="care">
          <Trans>begins phase {text.phase}</Trans>
        </StatusBadge>
      )}
    </li>
  );
}
