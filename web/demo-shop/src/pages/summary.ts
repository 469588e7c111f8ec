import { type Cart, priced, type Totals } from "../cart/cart.js";
import { drawing } from "../drawing/index.js";
import { html, type Markup } from "../html.js";
import { say, t, yen } from "../i18n/lang.js";

/** Lines and sums of an order, for checkout and confirmation. */
export function orderSummary(cart: Cart, totals: Totals): Markup {
  return html`<ul class="mini-lines">
      ${priced(cart).map(
        (line) => html`<li>
          <span class="tile tile-${line.product.category}">${drawing(line.product.drawing)}</span>
          <span>${say(line.product.name)}${line.size ? ` ${line.size}` : ""}<small>${t.checkout.pieces(line.quantity)}</small></span>
          <span class="price">${yen(line.amount)}</span>
        </li>`,
      )}
    </ul>
    <dl class="sums">
      <div><dt>${t.cart.subtotal}</dt><dd class="price">${yen(totals.subtotal)}</dd></div>
      <div><dt>${t.cart.shipping}</dt><dd class="price">${totals.shipping === 0 ? t.cart.free : yen(totals.shipping)}</dd></div>
      <div class="sum-total"><dt>${t.cart.total}</dt><dd class="price">${yen(totals.total)}</dd></div>
    </dl>`;
}
