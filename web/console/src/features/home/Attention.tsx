// What needs attention first: gravest on top; when all is well, one quiet line.

import { Trans, useLingui } from "@lingui/react/macro";
import { IconAlertTriangle, IconCircleCheck, IconInfoCircle, IconXboxX } from "@tabler/icons-react";
import type { AttentionItem } from "../../api/types";
import { LinkButton } from "../../ui/Link";
import { useFormat } from "../../ui/manner";
import { Section } from "../../ui/Page";
import { When } from "../../ui/When";
import { useWords } from "../../words/useWords";
import classes from "./Attention.module.css";
import { attentionWords } from "./attention";

const WEIGHT = { harm: 0, care: 1, info: 2 } as const;
const ICONS = { harm: IconXboxX, care: IconAlertTriangle, info: IconInfoCircle } as const;

export function Attention({ items }: { items: AttentionItem[] }) {
  const { t } = useLingui();
  if (items.length === 0) {
    return (
      <p className={classes.calm}>
        <IconCircleCheck size={18} aria-hidden />
        <Trans>Nothing needs your attention right now.</Trans>
      </p>
    );
  }
  const sorted = items.toSorted((one, other) => WEIGHT[one.severity] - WEIGHT[other.severity]);
  return (
    <Section title={t`What to look at first`}>
      <ul>
        {sorted.map((item) => (
          <Item key={`${item.kind} ${item.campaign}`} item={item} />
        ))}
      </ul>
    </Section>
  );
}

function Item({ item }: { item: AttentionItem }) {
  const { t } = useLingui();
  const format = useFormat();
  const words = useWords();
  const { what, why, action } = attentionWords(item, { words, percent: format.percent, count: format.count });
  const severity = { harm: t`Harmful`, care: t`Take care`, info: t`For your information` }[item.severity];
  const Icon = ICONS[item.severity];
  const [to = "", query = ""] = action.to.split("?");
  return (
    <li className={classes.item} data-severity={item.severity}>
      <Icon className={classes.icon} size={20} role="img" aria-label={severity} />
      <div className={classes.words}>
        <p className={classes.what}>{what}</p>
        <p className={classes.why}>
          {why}
          {item.since && item.kind !== "never_speaks" && (
            <span className={classes.since}>
              <Trans>
                Since <When at={item.since} />
              </Trans>
            </span>
          )}
        </p>
      </div>
      <LinkButton to={to} search={Object.fromEntries(new URLSearchParams(query))} variant="default" size="xs">
        {action.label}
      </LinkButton>
    </li>
  );
}
