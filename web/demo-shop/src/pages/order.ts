import { readOrder, writeOrder } from "../cart/storage.js";
import { html } from "../html.js";
import { t } from "../i18n/lang.js";
import { draw } from "../layout/frame.js";
import { orderCompleted } from "../tracking/events.js";
import type { Page } from "./page.js";
import { orderSummary } from "./summary.js";

export function orderPage(id: string): Page {
  const order = readOrder();
  if (!order || order.id !== id) {
    draw(
      t.order.unknown,
      html`<div class="page-head empty">
        <h1>${t.order.unknown}</h1>
        <p>${t.order.unknownLead}</p>
        <p><a class="button" href="/">${t.order.again}</a></p>
      </div>`,
    );
    return { events: [] };
  }
  const payment = t.checkout.payments.find(({ key }) => key === order.payment)?.label ?? "";
  draw(
    t.order.title,
    html`<div class="page-head">
        <h1>${t.order.thanks}</h1>
        <p>${t.order.number} <strong class="order-number">${order.id}</strong></p>
      </div>
      <div class="bag">
        <section class="block" aria-labelledby="next">
          <h2 id="next">${t.order.next}</h2>
          <ol class="steps">${t.order.steps.map((step) => html`<li>${step}</li>`)}</ol>
          <p class="button-row">
            <a class="button" href="/">${t.order.again}</a>
            <a class="button button-quiet" href="/guide">${t.order.guide}</a>
          </p>
        </section>
        <section class="summary" aria-labelledby="order-summary">
          <h2 id="order-summary">${t.order.summary}</h2>
          ${orderSummary(order.lines, order.totals)}
          <p class="sum-note">${t.order.payment}: ${payment}</p>
        </section>
      </div>`,
  );
  if (order.reported) return { events: [] };
  writeOrder({ ...order, reported: true });
  return { events: [orderCompleted(order.id, order.lines, order.totals)] };
}
