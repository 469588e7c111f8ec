import { totalsOf } from "../cart/cart.js";
import { readCart, writeCart, writeOrder } from "../cart/storage.js";
import { html, type Markup } from "../html.js";
import { language, say, t } from "../i18n/lang.js";
import { draw } from "../layout/frame.js";
import { currentMember } from "../member/members.js";
import { checkoutStarted } from "../tracking/events.js";
import type { Page } from "./page.js";
import { PREFECTURES } from "./prefectures.js";
import { orderSummary } from "./summary.js";

/** The tag must not interrupt here: this is how a shop tells it. */
function declareCheckout(): void {
  const meta = document.createElement("meta");
  meta.name = "kizukai:activity";
  meta.content = "checkout";
  document.head.append(meta);
}

interface Field {
  name: "name" | "postcode" | "street" | "phone" | "email";
  autocomplete: string;
  type: string;
  required: boolean;
  wide?: boolean;
}

const field = ({ name, autocomplete, type, required, wide }: Field, value = ""): Markup =>
  html`<p class="field ${wide ? "field-wide" : ""}">
    <label for="f-${name}">${t.checkout[name]}</label>
    <input id="f-${name}" name="${name}" type="${type}" autocomplete="${autocomplete}" maxlength="120" value="${value}" ${required ? html`required` : null} />
  </p>`;

function address(): Markup {
  const member = currentMember();
  return html`<fieldset class="block">
    <legend>${t.checkout.address}</legend>
    <p class="block-tool"><button type="button" class="link-button" id="fill">${t.checkout.fill}</button></p>
    <div class="fields">
      ${field({ name: "name", autocomplete: "name", type: "text", required: true }, member ? say(member.name) : "")}
      ${field({ name: "postcode", autocomplete: "postal-code", type: "text", required: true })}
      <p class="field">
        <label for="f-prefecture">${t.checkout.prefecture}</label>
        <select id="f-prefecture" name="prefecture" autocomplete="address-level1" required>
          <option value="">${t.checkout.choosePrefecture}</option>
          ${PREFECTURES.map(([ja, en]) => html`<option value="${ja}">${language === "ja" ? ja : en}</option>`)}
        </select>
      </p>
      ${field({ name: "street", autocomplete: "street-address", type: "text", required: true, wide: true })}
      ${field({ name: "phone", autocomplete: "tel", type: "tel", required: false })}
      ${field({ name: "email", autocomplete: "email", type: "email", required: false })}
      <p class="field">
        <label for="f-when">${t.checkout.when}</label>
        <select id="f-when" name="when">${t.checkout.times.map((time) => html`<option>${time}</option>`)}</select>
      </p>
    </div>
  </fieldset>`;
}

function payment(): Markup {
  return html`<fieldset class="block">
    <legend>${t.checkout.payment}</legend>
    ${t.checkout.payments.map(
      ({ key, label, note }, index) => html`<label class="option">
        <input type="radio" name="payment" value="${key}" ${index === 0 ? html`checked` : null} />
        <span>${label}<small>${note}</small></span>
      </label>`,
    )}
    <label class="option option-plain"><input type="checkbox" name="gift" /><span>${t.checkout.gift}</span></label>
  </fieldset>`;
}

export function checkoutPage(): Page {
  const cart = readCart();
  if (cart.length === 0) {
    window.location.replace("/cart");
    return { events: [] };
  }
  declareCheckout();
  const totals = totalsOf(cart);
  draw(
    t.checkout.title,
    html`<div class="page-head">
        <h1>${t.checkout.title}</h1>
        <p>${t.checkout.demo}</p>
      </div>
      <form class="bag" id="order-form" novalidate>
        <div class="blocks">${address()}${payment()}</div>
        <section class="summary" aria-labelledby="order-summary">
          <h2 id="order-summary">${t.checkout.summary}</h2>
          ${orderSummary(cart, totals)}
          <p class="form-error" id="form-error" role="alert"></p>
          <button class="button button-wide" type="submit" id="place-order">${t.checkout.place}</button>
          <p class="sum-links"><a href="/cart">${t.checkout.back}</a></p>
        </section>
      </form>`,
  );
  document.querySelector("#fill")?.addEventListener("click", fillSample);
  document.querySelector("#order-form")?.addEventListener("submit", (event) => {
    event.preventDefault();
    placeOrder(event.currentTarget as HTMLFormElement);
  });
  return { events: [checkoutStarted(cart, totals)] };
}

function fillSample(): void {
  for (const [name, value] of Object.entries({ ...t.checkout.sample, prefecture: "京都府" })) {
    const input = document.querySelector<HTMLInputElement | HTMLSelectElement>(`#f-${name}`);
    if (input && !input.value) input.value = value;
  }
}

function placeOrder(form: HTMLFormElement): void {
  const missing = [...form.querySelectorAll<HTMLInputElement | HTMLSelectElement>("[required]")].find(
    (input) => !input.value.trim(),
  );
  if (missing) {
    const error = document.querySelector("#form-error");
    if (error) error.textContent = t.checkout.missing;
    missing.setAttribute("aria-invalid", "true");
    missing.focus();
    return;
  }
  const cart = readCart();
  const id = newOrderId(new Date());
  const chosen = String(new FormData(form).get("payment") ?? "");
  writeOrder({ id, lines: cart, totals: totalsOf(cart), payment: chosen, reported: false });
  writeCart([]);
  window.location.assign(`/order/${id}`);
}

/** "OF-20261122-7K3Q": the day, and four letters against two orders of one second. */
function newOrderId(now: Date): string {
  const day = [now.getFullYear(), now.getMonth() + 1, now.getDate()]
    .map((part) => String(part).padStart(2, "0"))
    .join("");
  const letters = crypto.getRandomValues(new Uint8Array(4));
  return `OF-${day}-${[...letters].map((byte) => "23456789ABCDEFGHJKLMNPQRSTUVWXYZ"[byte % 32]).join("")}`;
}
