// Ready conditions to begin with: each can be changed afterwards, and shows how things are said.

import { Trans, useLingui } from "@lingui/react/macro";
import { conditionLine } from "../../words/condition";
import { useBuilder } from "./builder";
import classes from "./ConditionBuilder.module.css";
import type { Json } from "./model/tree";

export interface Example {
  name: string;
  condition: Json;
}

export function useExamples(): Example[] {
  const { t } = useLingui();
  return [
    { name: t`People with something in the cart`, condition: { "cart.quantity": { $gte: 1 } } },
    { name: t`First-time visitors`, condition: { "visit.count": { $lte: 1 } } },
    {
      name: t`Bought in the last 30 days`,
      condition: { $event: { name: "Order Completed", within: "30d", count: { $gte: 1 } } },
    },
    { name: t`Gold members`, condition: { "traits.rank": "gold" } },
    {
      name: t`Looked three times, did not buy`,
      condition: {
        $and: [
          { $event: { name: "Product Viewed", within: "7d", count: { $gte: 3 } } },
          { $event: { name: "Order Completed", within: "7d", count: { $eq: 0 } } },
        ],
      },
    },
  ];
}

export function Examples({ take }: { take: (example: Example) => void }) {
  const { words } = useBuilder();
  const { t } = useLingui();
  return (
    <div className={classes.examples}>
      <p className={classes.lead}>
        <Trans>Begin with one of these and change it, or add your own below.</Trans>
      </p>
      <ul className={classes.choices} aria-label={t`Examples`}>
        {useExamples().map((example) => (
          <li key={example.name}>
            <button type="button" className={classes.example} onClick={() => take(example)}>
              <span className={classes.name}>{example.name}</span>
              <span className={classes.soft}>{conditionLine(words, example.condition)}</span>
            </button>
          </li>
        ))}
      </ul>
    </div>
  );
}
