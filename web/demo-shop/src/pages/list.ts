import { categories, categoryOf, isCategoryKey } from "../catalogue/categories.js";
import { inCategory, products } from "../catalogue/index.js";
import { html } from "../html.js";
import { say, t } from "../i18n/lang.js";
import { productGrid } from "../layout/card.js";
import { draw } from "../layout/frame.js";
import { productListViewed } from "../tracking/events.js";
import type { Page } from "./page.js";

export function listPage(parameters: URLSearchParams): Page {
  const asked = parameters.get("category");
  const category = isCategoryKey(asked) ? categoryOf(asked) : null;
  const items = category ? inCategory(category.key) : products;
  const title = category ? say(category.name) : t.list.all;
  const here = (key: string | null) => ((category?.key ?? null) === key ? html`aria-current="true"` : null);
  draw(
    title,
    html`<div class="page-head">
        <h1>${title}</h1>
        <p>${category ? say(category.lead) : t.list.allLead}</p>
      </div>
      <div class="list-bar">
        <ul class="chips">
          <li><a href="/products" ${here(null)}>${t.nav.all}</a></li>
          ${categories.map(
            ({ key, name }) =>
              html`<li><a href="/products?category=${key}" ${here(key)}>${say(name)}</a></li>`,
          )}
        </ul>
        <p class="count">${t.list.count(items.length)}</p>
      </div>
      ${productGrid(items)}
      <p class="list-end">${t.list.end}</p>`,
    { category: category?.key ?? "all" },
  );
  return { events: [productListViewed(category?.key ?? "all", category?.key ?? null, items)] };
}
