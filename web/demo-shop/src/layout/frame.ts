/** What every page has around it: the strip, the header with navigation, the footer. */

import { totalsOf } from "../cart/cart.js";
import { readCart } from "../cart/storage.js";
import { categories } from "../catalogue/categories.js";
import type { CategoryKey } from "../catalogue/types.js";
import { html, type Markup } from "../html.js";
import { language, otherLanguageHref, say, t } from "../i18n/lang.js";
import { currentMember } from "../member/members.js";
import { bagIcon, mark, personIcon, searchIcon } from "./icons.js";

export interface Frame {
  /** Marks the category in the navigation. */
  category?: CategoryKey | "all";
  /** Fills the search field. */
  query?: string;
}

function topStrip(): Markup {
  return html`<div class="strip">
    <div class="strip-inner">
      <p>${t.shippingLine}</p>
      <div class="strip-links">
        <a href="/guide">${t.nav.guide}</a>
        <a
          href="${otherLanguageHref()}"
          lang="${language === "ja" ? "en" : "ja"}"
          aria-label="${t.otherLanguageLabel}"
          >${t.otherLanguage}</a
        >
      </div>
    </div>
  </div>`;
}

function header({ category, query }: Frame): Markup {
  const member = currentMember();
  const count = totalsOf(readCart()).quantity;
  const here = (key: string) => (key === category ? html`aria-current="page"` : null);
  return html`<header class="header">${topStrip()}
    <div class="header-inner">
      <a class="brand" href="/">${mark}<span class="brand-name">${t.shop}</span><span class="brand-line">${t.shopLine}</span></a>
      <form class="search-form" role="search" action="/search" method="get">
        <label class="visually-hidden" for="search-field">${t.searchLabel}</label>
        <input id="search-field" name="q" type="search" autocomplete="off" maxlength="100" value="${query ?? ""}" placeholder="${t.searchPlaceholder}" />
        <button type="submit" aria-label="${t.searchButton}">${searchIcon}</button>
      </form>
      <div class="header-tools">
        <a class="tool" href="/login">${personIcon}<span>${member ? say(member.name) : t.nav.login}</span></a>
        <a class="tool" href="/cart" id="header-cart">
          ${bagIcon}<span class="tool-name">${t.nav.cart}</span>
          <b class="bag-count">${count}</b><span class="visually-hidden">${t.pieces}</span>
        </a>
      </div>
    </div>
    <nav class="nav" aria-label="${t.nav.label}">
      <ul>
        <li><a href="/products" ${here("all")}>${t.nav.all}</a></li>
        ${categories.map(
          ({ key, name }) => html`<li><a href="/products?category=${key}" ${here(key)}>${say(name)}</a></li>`,
        )}
      </ul>
    </nav>
  </header>`;
}

function footer(): Markup {
  return html`<footer class="footer">
    <div class="footer-inner">
      <div class="footer-brand">
        <p class="footer-name">${mark}${t.shop}</p>
        <p>${t.footer.note}</p>
      </div>
      <nav aria-label="${t.footer.links}">
        <ul>
          <li><a href="/#shipping">${t.footer.shipping}</a></li>
          <li><a href="/#returns">${t.footer.returns}</a></li>
          <li><a href="/#care">${t.footer.care}</a></li>
          <li><a href="/guide">${t.footer.guide}</a></li>
        </ul>
      </nav>
    </div>
  </footer>`;
}

/** Puts the page around `content` and into the document, in one go and before the first paint. */
export function draw(title: string, content: Markup, frame: Frame = {}): void {
  document.documentElement.lang = language;
  document.title = title === t.top.title ? title : `${title} | ${t.shop}`;
  document.body.innerHTML = html`<a class="skip" href="#main">${t.skip}</a>
    ${header(frame)}
    <main id="main" tabindex="-1">${content}</main>
    ${footer()}`.text;
  // On a phone the navigation scrolls sideways: the current category starts in view.
  document
    .querySelector(".nav [aria-current]")
    ?.scrollIntoView({ block: "nearest", inline: "center", behavior: "instant" });
}

/** The number at the cart in the header, after the cart changed on this page. */
export function updateHeaderCount(count: number): void {
  const badge = document.querySelector("#header-cart .bag-count");
  if (badge) badge.textContent = String(count);
}
