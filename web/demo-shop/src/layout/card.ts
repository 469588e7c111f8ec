import { stockOf } from "../catalogue/index.js";
import type { Product } from "../catalogue/types.js";
import { drawing } from "../drawing/index.js";
import { html, type Markup } from "../html.js";
import { say, t, yen } from "../i18n/lang.js";

/** Stock up to this many pieces is told in the list. */
const FEW = 5;

/** First arrival day that still counts as new in this shop's winter. */
const NEW_SINCE = "2026-11-01";

function flag(product: Product): Markup | null {
  const stock = stockOf(product);
  if (stock === 0) return html`<span class="flag flag-out">${t.card.soldOut}</span>`;
  if (!product.sizes && stock <= FEW) return html`<span class="flag flag-few">${t.card.few(stock)}</span>`;
  if (product.since >= NEW_SINCE) return html`<span class="flag">${t.card.fresh}</span>`;
  return null;
}

export function productCard(product: Product, level: 2 | 3 = 2): Markup {
  const name = say(product.name);
  const heading =
    level === 2 ? html`<h2 class="card-name">${name}</h2>` : html`<h3 class="card-name">${name}</h3>`;
  return html`<li class="card">
    <a href="/products/${product.id}">
      <span class="tile tile-${product.category}">${drawing(product.drawing)}${flag(product)}</span>
      ${heading}
      <span class="card-lead">${say(product.lead)}</span>
      <span class="price">${yen(product.price)}</span>
    </a>
  </li>`;
}

export const productGrid = (items: readonly Product[], level: 2 | 3 = 2): Markup =>
  html`<ul class="grid">${items.map((product) => productCard(product, level))}</ul>`;
