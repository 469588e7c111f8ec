// What lies in the cart, and what was bought.

import { Trans } from "@lingui/react/macro";
import { Button } from "@mantine/core";
import { useState } from "react";
import type { Profile } from "../../../api/types";
import { Count, Yen } from "../../../ui/figures";
import { When } from "../../../ui/When";
import { isRecord } from "../../../words/words";
import classes from "./Facts.module.css";
import { Nothing, Pair } from "./factParts";
import { text } from "./row";

/** Items shown until all are asked for. */
const ITEMS_SHOWN = 8;

export function CartFact({ cart }: { cart: Profile["cart"] }) {
  const [isWhole, setWhole] = useState(false);
  if (cart.quantity <= 0) {
    return (
      <Nothing>
        <Trans>The cart is empty.</Trans>
      </Nothing>
    );
  }
  const all = cart.items.filter(isRecord);
  const items = isWhole ? all : all.slice(0, ITEMS_SHOWN);
  const hidden = all.length - items.length;
  return (
    <ul className={classes.items}>
      {items.map((item) => (
        <li key={String(item.product_id)}>
          <span>{text(item.name) ?? text(item.product_id)}</span>
          <span className={classes.amount}>
            {Number(item.quantity) !== 1 && (
              <>
                <Count value={Number(item.quantity)} /> ×{" "}
              </>
            )}
            <Yen value={typeof item.price === "number" ? item.price : null} />
          </span>
        </li>
      ))}
      {hidden > 0 && (
        <li>
          <Button variant="subtle" size="compact-xs" onClick={() => setWhole(true)}>
            <Trans>Show {hidden} more items</Trans>
          </Button>
        </li>
      )}
      <li className={classes.sum}>
        <span>
          <Trans>Total</Trans>
        </span>
        <span className={classes.amount}>
          <Yen value={cart.subtotal} />
        </span>
      </li>
    </ul>
  );
}

export function OrdersFact({ orders }: { orders: Profile["orders"] }) {
  if (orders.count === 0 && orders.foreign_currency === 0) {
    return (
      <Nothing>
        <Trans>No order yet.</Trans>
      </Nothing>
    );
  }
  return (
    <dl>
      <Pair name={<Trans>Orders so far</Trans>}>
        <Count value={orders.count} />
      </Pair>
      <Pair name={<Trans>Bought for</Trans>}>
        <Yen value={orders.revenue} />
      </Pair>
      <Pair name={<Trans>Last order</Trans>}>
        <When at={orders.last_at} />
      </Pair>
      {orders.foreign_currency > 0 && (
        <Pair name={<Trans>In other currencies (not in the sum)</Trans>}>
          <Count value={orders.foreign_currency} />
        </Pair>
      )}
    </dl>
  );
}
