import { withQuantity } from "../cart/cart.js";
import { readCart, writeCart } from "../cart/storage.js";
import { findProduct } from "../catalogue/index.js";
import { html, type Markup } from "../html.js";
import { say } from "../i18n/lang.js";
import { draw } from "../layout/frame.js";
import { arrowIcon } from "../layout/icons.js";
import { becomeSomebodyElse } from "../pages/login.js";
import type { Page } from "../pages/page.js";
import { productAdded } from "../tracking/events.js";
import { track } from "../tracking/tracking.js";
import { campaignName } from "./campaigns.js";
import { consoleLinks, nameYou } from "./console.js";
import { type Recipe, recipes } from "./recipes.js";
import { followReplay, replayNotice } from "./replay.js";
import { g } from "./texts.js";

const recipe = (item: Recipe): Markup => html`<li class="recipe">
  <h3>${say(item.title)}</h3>
  <p class="recipe-how">${say(item.how)}</p>
  <p class="recipe-why"><span class="recipe-campaign">${g.speaks}: ${campaignName(item.campaign)}</span> ${say(item.why)}</p>
  <a class="button button-quiet" href="${item.href}" ${item.put ? html`data-put="${item.put}"` : null}>${say(item.button)}${arrowIcon}</a>
</li>`;

const stage = ({ title, lead }: { title: string; lead: string }, index: number): Markup => html`<section
  class="stage"
  aria-labelledby="stage-${index}"
>
  <div class="stage-head">
    <span class="stage-number" aria-hidden="true">${index + 1}</span>
    <div><h2 id="stage-${index}">${title}</h2><p>${lead}</p></div>
  </div>
  <ul class="recipes">${recipes.filter((item) => item.stage === index).map(recipe)}</ul>
</section>`;

export function guidePage(): Page {
  document.documentElement.classList.add("on-guide");
  draw(
    g.title,
    html`<div class="guide">
      <div class="guide-text">
        <div class="page-head">
          <h1>${g.heading}</h1>
          <p>${g.lead}</p>
        </div>
        ${replayNotice()}
        ${g.stages.map(stage)}
        <section class="stage" aria-labelledby="quiet">
          <h2 id="quiet">${g.quietHeading}</h2>
          <p class="stage-lead">${g.quietLead}</p>
          <dl class="reasons">
            ${g.quietReasons.map(({ term, text }) => html`<div><dt>${term}</dt><dd>${text}</dd></div>`)}
          </dl>
        </section>
        <section class="stage another" aria-labelledby="another">
          <h2 id="another">${g.another}</h2>
          <p class="stage-lead">${g.anotherLead}</p>
          <p><button class="button" type="button" id="reset">${g.anotherButton}</button></p>
        </section>
      </div>
      ${consoleLinks()}
    </div>`,
  );
  document.querySelector("#reset")?.addEventListener("click", becomeSomebodyElse);
  for (const link of document.querySelectorAll<HTMLAnchorElement>("[data-put]"))
    link.addEventListener("click", () => fillCart(link.dataset.put ?? ""));
  nameYou();
  void followReplay();
  return { events: [] };
}

/** So that a recipe about the cart works with an empty one; what the visitor chose stays as it is. */
function fillCart(id: string): void {
  const product = findProduct(id);
  if (!product || readCart().length > 0) return;
  writeCart(withQuantity([], id, "", 1));
  track(productAdded(product, "", 1));
}
