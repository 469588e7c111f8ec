// A person's traits; those that the shop itself sent are marked, for no page can overwrite them.

import { Trans, useLingui } from "@lingui/react/macro";
import { Tooltip } from "@mantine/core";
import { IconShieldCheck } from "@tabler/icons-react";
import { attributeName, fieldName } from "../../../words/attributes";
import { useWords } from "../../../words/useWords";
import { valueWords } from "../../../words/values";
import classes from "./Facts.module.css";
import { Nothing, Pair } from "./factParts";

export interface TraitsProps {
  traits: Readonly<Record<string, unknown>>;
  trusted: readonly string[];
}

export function Traits({ traits, trusted }: TraitsProps) {
  const { t } = useLingui();
  const words = useWords();
  const names = Object.keys(traits).sort();
  if (names.length === 0) {
    return (
      <Nothing>
        <Trans>None yet. They come with identify, or from the shop’s data.</Trans>
      </Nothing>
    );
  }
  return (
    <dl>
      {names.map((name) => {
        const value = traits[name];
        const { unit } = attributeName(words, `traits.${name}`);
        return (
          <Pair key={name} name={fieldName(words, name)}>
            {typeof value === "string" ? value : valueWords(words, value, unit)}
            {trusted.includes(name) && (
              <Tooltip label={t`From the shop’s own data: no page can change it`}>
                <IconShieldCheck
                  size={14}
                  className={classes.trusted}
                  role="img"
                  aria-label={t`From the shop’s own data`}
                />
              </Tooltip>
            )}
          </Pair>
        );
      })}
    </dl>
  );
}
