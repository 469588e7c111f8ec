import { categories } from "../catalogue/categories.js";
import { arrivals } from "../catalogue/index.js";
import { hero } from "../drawing/hero.js";
import { drawing } from "../drawing/index.js";
import { html } from "../html.js";
import { say, t } from "../i18n/lang.js";
import { productGrid } from "../layout/card.js";
import { draw } from "../layout/frame.js";
import { arrowIcon, mendIcon, returnIcon, truckIcon } from "../layout/icons.js";
import { place } from "../layout/place.js";
import { productListViewed } from "../tracking/events.js";
import type { Page } from "./page.js";

const PROMISES = [
  { id: "shipping", icon: truckIcon },
  { id: "returns", icon: returnIcon },
  { id: "care", icon: mendIcon },
];

export function topPage(): Page {
  const fresh = arrivals(8);
  draw(
    t.top.title,
    html`<section class="hero">
        <div class="hero-picture">${hero()}</div>
        <div class="hero-words">
          <h1>${t.top.heading.map((part) => html`<span>${part}</span>`)}</h1>
          <p>${t.top.lead}</p>
          <a class="button" href="/products">${t.top.enter}${arrowIcon}</a>
        </div>
      </section>
      <div class="places">
        ${place("kizukai-top-note", t.places.welcome, "dishCloths")}${place("kizukai-notice", t.places.notice, "blanket")}
      </div>
      <section class="section" aria-labelledby="arrivals">
        <div class="section-head">
          <div>
            <h2 id="arrivals">${t.top.arrivals}</h2>
            <p>${t.top.arrivalsLead}</p>
          </div>
          <a class="more" href="/products">${t.top.all}${arrowIcon}</a>
        </div>
        ${productGrid(fresh, 3)}
      </section>
      <section class="section" aria-labelledby="by-category">
        <div class="section-head"><h2 id="by-category">${t.top.categories}</h2></div>
        <ul class="categories">
          ${categories.map(
            (category) => html`<li>
              <a href="/products?category=${category.key}">
                <span class="tile tile-${category.key}">${drawing(category.drawing)}</span>
                <span>${say(category.name)}</span>
              </a>
            </li>`,
          )}
        </ul>
      </section>
      <section class="section promises" aria-labelledby="promises">
        <h2 id="promises">${t.top.promiseHeading}</h2>
        <ul>
          ${t.top.promises.map(
            ({ title, body }, index) => html`<li id="${PROMISES[index]?.id ?? ""}">
              ${PROMISES[index]?.icon}
              <h3>${title}</h3>
              <p>${body}</p>
            </li>`,
          )}
        </ul>
      </section>`,
  );
  return { events: [productListViewed("arrivals", null, fresh)] };
}
