import {
  type Cart,
  LINE_LIMIT,
  type PricedLine,
  priced,
  quantityOf,
  totalsOf,
  withQuantity,
} from "../cart/cart.js";
import { missingForFreeShipping } from "../cart/shipping.js";
import { readCart, writeCart } from "../cart/storage.js";
import { stockOfSize } from "../catalogue/index.js";
import { drawing } from "../drawing/index.js";
import { html, type Markup } from "../html.js";
import { say, t, yen } from "../i18n/lang.js";
import { draw, updateHeaderCount } from "../layout/frame.js";
import { place } from "../layout/place.js";
import { cartViewed, productAdded, productRemoved } from "../tracking/events.js";
import { track } from "../tracking/tracking.js";
import type { Page } from "./page.js";

const fullName = (line: PricedLine) =>
  line.size ? `${say(line.product.name)} ${line.size}` : say(line.product.name);

function stepper(line: PricedLine): Markup {
  const most = Math.min(LINE_LIMIT, stockOfSize(line.product, line.size));
  const name = fullName(line);
  const step = (by: number, sign: string) => {
    const off = by < 0 ? line.quantity <= 1 : line.quantity >= most;
    return html`<button type="button" class="quantity-step" data-step="${by}" data-id="${line.id}" data-size="${line.size}" aria-label="${`${t.cart.quantity(name)} ${sign}1`}" ${off ? html`disabled` : null}>${sign}</button>`;
  };
  return html`<div class="quantity" role="group" aria-label="${t.cart.quantity(name)}">
    ${step(-1, "−")}<span class="quantity-now">${line.quantity}</span>${step(1, "+")}
  </div>`;
}

function lineRow(line: PricedLine): Markup {
  return html`<li class="line">
    <a class="line-picture tile tile-${line.product.category}" href="/products/${line.id}" tabindex="-1" aria-hidden="true">${drawing(line.product.drawing)}</a>
    <div class="line-text">
      <h2><a href="/products/${line.id}">${say(line.product.name)}</a></h2>
      <p class="line-sub">${line.size ? `${t.product.size} ${line.size} / ` : ""}${yen(line.product.price)}</p>
      <div class="line-tools">
        ${stepper(line)}
        <button type="button" class="link-button" data-remove data-id="${line.id}" data-size="${line.size}" aria-label="${t.cart.removeLabel(fullName(line))}">${t.cart.remove}</button>
      </div>
    </div>
    <p class="price line-amount">${yen(line.amount)}</p>
  </li>`;
}

function summary(cart: Cart): Markup {
  const totals = totalsOf(cart);
  const missing = missingForFreeShipping(totals.subtotal);
  return html`<h2>${t.cart.summary}</h2>
    <dl class="sums">
      <div><dt>${t.cart.subtotal}</dt><dd class="price">${yen(totals.subtotal)}</dd></div>
      <div><dt>${t.cart.shipping}</dt><dd class="price">${totals.shipping === 0 ? t.cart.free : yen(totals.shipping)}</dd></div>
      <div class="sum-total"><dt>${t.cart.total}</dt><dd class="price">${yen(totals.total)}</dd></div>
    </dl>
    <p class="sum-note">${missing > 0 ? t.cart.missing(yen(missing)) : t.cart.reached}</p>
    <a class="button button-wide" href="/checkout">${t.cart.checkout}</a>
    <p class="sum-links"><a href="/products">${t.cart.keep}</a></p>`;
}

function emptyCart(): Markup {
  return html`<div class="empty-box">
    <div class="empty-drawing">${drawing("tote")}</div>
    <p class="empty-title">${t.cart.empty}</p>
    <p>${t.cart.emptyLead}</p>
    <p><a class="button" href="/products">${t.cart.toShop}</a></p>
  </div>`;
}

function contents(cart: Cart): Markup {
  if (cart.length === 0) return emptyCart();
  return html`<div class="bag">
    <ul class="lines">${priced(cart).map(lineRow)}</ul>
    <section class="summary" aria-label="${t.cart.summary}">${summary(cart)}</section>
  </div>`;
}

export function cartPage(): Page {
  const cart = readCart();
  draw(
    t.cart.title,
    html`<div class="page-head"><h1>${t.cart.title}</h1></div>
      <p class="visually-hidden" id="said" role="status"></p>
      <div id="bag">${contents(cart)}</div>
      <div class="places places-bag">
        <section class="bag-notes" aria-labelledby="bag-notes">
          <h2 id="bag-notes" class="small-heading">${t.cart.notes}</h2>
          <dl>
            <div><dt>${t.cart.shippingTitle}</dt><dd>${t.cart.shippingBody}</dd></div>
            <div><dt>${t.cart.returnTitle}</dt><dd>${t.cart.returnBody}</dd></div>
          </dl>
        </section>
        ${place("kizukai-cart-note", t.places.cart, "wrappingCloth")}
      </div>`,
  );
  document.querySelector("#bag")?.addEventListener("click", (event) => {
    const button = event.target instanceof Element ? event.target.closest("button") : null;
    if (button) press(button);
  });
  return { events: [cartViewed(cart, totalsOf(cart))] };
}

function press(button: HTMLButtonElement): void {
  const { id = "", size = "", step } = button.dataset;
  const before = readCart();
  const had = quantityOf(before, id, size);
  const line = priced(before).find((each) => each.id === id && each.size === size);
  if (!line) return;
  const after = withQuantity(before, id, size, step ? had + Number(step) : 0);
  const change = quantityOf(after, id, size) - had;
  writeCart(after);
  if (change > 0) track(productAdded(line.product, size, change));
  if (change < 0) track(productRemoved(line.product, size, -change));
  redraw(after, step ? `[data-id="${id}"][data-size="${size}"][data-step="${step}"]` : null);
  if (!step) announceRemoved(fullName(line));
}

/** Only the lines and the sums: what Kizukai put into its place on this page stays. */
function redraw(cart: Cart, focus: string | null): void {
  const bag = document.querySelector("#bag");
  if (!bag) return;
  bag.innerHTML = contents(cart).text;
  updateHeaderCount(totalsOf(cart).quantity);
  const pressed = focus ? bag.querySelector<HTMLButtonElement>(focus) : null;
  const next = pressed?.disabled
    ? pressed.parentElement?.querySelector<HTMLButtonElement>("button:enabled")
    : pressed;
  (next ?? document.querySelector<HTMLElement>("#main"))?.focus({ preventScroll: true });
}

function announceRemoved(name: string): void {
  const said = document.querySelector("#said");
  if (said) said.textContent = t.cart.removed(name);
}
