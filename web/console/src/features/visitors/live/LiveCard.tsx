// One visitor as a card, for narrow screens.

import { Plural, Trans } from "@lingui/react/macro";
import type { LiveVisitor } from "../../../api/types";
import { Yen } from "../../../ui/figures";
import type { Words } from "../../../words/words";
import { DeviceCell, LastActCell, NowLine, PageCell, WhoCell } from "./cells";
import classes from "./LiveCard.module.css";

export interface LiveCardProps {
  row: LiveVisitor;
  words: Words;
  isFresh: boolean;
}

export function LiveCard({ row, words, isFresh }: LiveCardProps) {
  return (
    <div className={classes.card}>
      <div className={classes.row} data-first>
        <WhoCell row={row} isFresh={isFresh} />
        <span className={classes.side}>
          {row.cart.quantity > 0 && (
            <span className={classes.cart}>
              <Trans>Cart</Trans> <Yen value={row.cart.subtotal} />
            </span>
          )}
          <DeviceCell row={row} />
        </span>
      </div>
      <PageCell row={row} />
      <div className={classes.halves}>
        <LastActCell row={row} words={words} />
        <div className={classes.end}>
          <NowLine row={row} words={words} />
          <span className={classes.faint}>
            {row.visit === 1 ? <Trans>First visit</Trans> : <Trans>Visit {row.visit}</Trans>} ·{" "}
            <Plural value={row.page_count} one="# page" other="# pages" />
          </span>
        </div>
      </div>
    </div>
  );
}
