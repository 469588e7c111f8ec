import { categories } from "../catalogue/categories.js";
import { search } from "../catalogue/search.js";
import { drawing } from "../drawing/index.js";
import { html, type Markup } from "../html.js";
import { say, t } from "../i18n/lang.js";
import { productGrid } from "../layout/card.js";
import { draw } from "../layout/frame.js";
import { productsSearched } from "../tracking/events.js";
import type { Page } from "./page.js";

const suggestions = (): Markup => html`<section class="section" aria-labelledby="popular">
    <h2 id="popular" class="small-heading">${t.search.popular}</h2>
    <ul class="chips">
      ${t.search.words.map((word) => html`<li><a href="/search?q=${encodeURIComponent(word)}">${word}</a></li>`)}
    </ul>
  </section>
  <section class="section" aria-labelledby="by-category">
    <h2 id="by-category" class="small-heading">${t.top.categories}</h2>
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
  </section>`;

export function searchPage(parameters: URLSearchParams): Page {
  const query = (parameters.get("q") ?? "").trim();
  const found = search(query);
  const title = query ? t.search.heading(query) : t.search.title;
  const line = !query ? t.search.empty : found.length > 0 ? t.search.found(found.length) : t.search.none;
  draw(
    title,
    html`<div class="page-head">
        <h1>${title}</h1>
        <p>${line}${query && found.length === 0 ? html` ${t.search.noneLead}` : null}</p>
      </div>
      ${found.length > 0 ? productGrid(found) : suggestions()}`,
    { query },
  );
  return { events: query ? [productsSearched(query, found.length)] : [] };
}
