import { adding, quantityOf, totalsOf } from "../cart/cart.js";
import { FREE_SHIPPING_FROM } from "../cart/shipping.js";
import { readCart, writeCart } from "../cart/storage.js";
import { categoryOf } from "../catalogue/categories.js";
import { findProduct, goesWith, stockOf, stockOfSize } from "../catalogue/index.js";
import { sizeCharts } from "../catalogue/sizes.js";
import type { Product } from "../catalogue/types.js";
import { drawing } from "../drawing/index.js";
import { html, type Markup } from "../html.js";
import { say, t, yen } from "../i18n/lang.js";
import { productGrid } from "../layout/card.js";
import { draw, updateHeaderCount } from "../layout/frame.js";
import { returnIcon, truckIcon } from "../layout/icons.js";
import { place } from "../layout/place.js";
import { productAdded, productViewed, sizeSelected } from "../tracking/events.js";
import { track } from "../tracking/tracking.js";
import { notFoundPage } from "./not_found.js";
import type { Page } from "./page.js";

const FEW = 5;

function stockLine(pieces: number): Markup {
  if (pieces === 0) return html`<span class="stock stock-out">${t.product.soldOut}</span>`;
  if (pieces <= FEW) return html`<span class="stock stock-few">${t.product.few(pieces)}</span>`;
  return html`<span class="stock">${t.product.inStock}</span>`;
}

function sizeChoice(product: Product): Markup | null {
  if (!product.sizes) return null;
  return html`<fieldset class="sizes">
    <legend>${t.product.size}</legend>
    ${product.sizes.map(
      ({ key, stock }) => html`<label class="size">
        <input type="radio" name="size" value="${key}" ${stock === 0 ? html`disabled` : null} />
        <span>${key}${stock === 0 ? html`<small>${t.product.sizeSoldOut}</small>` : null}</span>
      </label>`,
    )}
  </fieldset>`;
}

function sizeChart(product: Product): Markup | null {
  if (!product.chart) return null;
  const chart = sizeCharts[product.chart];
  return html`<section class="chart" id="size-chart" aria-labelledby="chart-heading">
    <h2 id="chart-heading">${t.product.chart}</h2>
    <table>
      <thead>
        <tr>
          <th scope="col">${t.product.chartSize}</th>
          ${chart.columns.map((column) => html`<th scope="col">${say(column)}</th>`)}
        </tr>
      </thead>
      <tbody>
        ${chart.rows.map(
          (row) =>
            html`<tr><th scope="row">${row.size}</th>${row.values.map((value) => html`<td>${value}</td>`)}</tr>`,
        )}
      </tbody>
    </table>
    <p>${say(chart.note)}</p>
  </section>`;
}

function details(product: Product): Markup {
  return html`<section class="about" aria-labelledby="about-heading">
    <h2 id="about-heading">${t.product.about}</h2>
    <p class="story">${say(product.story)}</p>
    <dl class="facts">
      <div><dt>${t.product.material}</dt><dd>${say(product.material)}</dd></div>
      ${product.chart ? null : html`<div><dt>${t.product.dimensions}</dt><dd>${say(product.dimensions)}</dd></div>`}
      <div><dt>${t.product.care}</dt><dd>${say(product.care)}</dd></div>
    </dl>
  </section>`;
}

function buyForm(product: Product): Markup {
  const stock = stockOf(product);
  return html`<form class="buy" id="buy">
    ${sizeChoice(product)}
    <p id="stock">${stockLine(stock)}</p>
    <button class="button button-wide add-to-cart" type="submit" ${stock === 0 ? html`disabled` : null}>${t.product.add}</button>
    <p class="said" id="said" role="status"></p>
  </form>`;
}

export function productPage(id: string): Page {
  const product = findProduct(id);
  if (!product) return notFoundPage();
  const category = categoryOf(product.category);
  draw(
    say(product.name),
    html`<nav class="crumbs" aria-label="${t.product.breadcrumb}">
        <ol>
          <li><a href="/">${t.product.home}</a></li>
          <li><a href="/products?category=${category.key}">${say(category.name)}</a></li>
          <li aria-current="page">${say(product.name)}</li>
        </ol>
      </nav>
      <article class="product">
        <div class="product-picture tile tile-${product.category}">${drawing(product.drawing, say(product.name))}</div>
        <div class="product-buy">
          <h1>${say(product.name)}</h1>
          <p class="lead">${say(product.lead)}</p>
          <p class="price price-big">${yen(product.price)}<small>${t.product.taxIncluded}</small></p>
          ${buyForm(product)}
          <ul class="assurances">
            <li>${truckIcon}<span>${product.price >= FREE_SHIPPING_FROM ? t.product.shipFree : t.product.shipFee} ${t.product.ship}</span></li>
            <li>${returnIcon}<span>${t.top.promises[1]?.title}</span></li>
          </ul>
        </div>
        <div class="product-text">${details(product)}${sizeChart(product)}</div>
        <div class="product-note">${place("kizukai-product-note", t.places.product, "broom")}</div>
      </article>
      <section class="section" aria-labelledby="related">
        <div class="section-head"><h2 id="related">${t.product.related}</h2></div>
        ${productGrid(goesWith(product, 4), 3)}
      </section>`,
    { category: product.category },
  );
  wire(product);
  return { events: [productViewed(product)] };
}

function wire(product: Product): void {
  const form = document.querySelector<HTMLFormElement>("#buy");
  const stock = document.querySelector("#stock");
  form?.addEventListener("change", (event) => {
    const input = event.target as HTMLInputElement;
    if (input.name !== "size") return;
    if (stock) stock.innerHTML = stockLine(stockOfSize(product, input.value)).text;
    track(sizeSelected(product, input.value));
  });
  form?.addEventListener("submit", (event) => {
    event.preventDefault();
    putIntoCart(product, String(new FormData(form).get("size") ?? ""));
  });
}

function putIntoCart(product: Product, size: string): void {
  if (product.sizes && !size) {
    answer(html`${t.product.chooseSize}`);
    return;
  }
  const before = readCart();
  const after = adding(before, product.id, size, 1);
  const added = quantityOf(after, product.id, size) - quantityOf(before, product.id, size);
  if (added === 0) {
    answer(html`${t.product.full}`);
    return;
  }
  writeCart(after);
  updateHeaderCount(totalsOf(after).quantity);
  track(productAdded(product, size, added));
  answer(html`${t.product.added} <a href="/cart">${t.product.toCart}</a>`);
}

function answer(markup: Markup): void {
  const said = document.querySelector("#said");
  if (said) said.innerHTML = markup.text;
}
