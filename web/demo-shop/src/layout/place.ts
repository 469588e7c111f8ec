import { type DrawingName, drawing } from "../drawing/index.js";
import { html, type Markup } from "../html.js";

/**
 * A place where Kizukai may speak inside the page. The container is reserved: high enough for a message, so that
 * nothing moves when one arrives. The shop's own words stand in the same spot and step back while a message is there,
 * so the place never looks empty.
 */
export function place(id: string, own: { title: string; body: string }, picture: DrawingName): Markup {
  return html`<div class="place">
    <div class="place-own">
      ${drawing(picture)}
      <div><p class="place-title">${own.title}</p><p>${own.body}</p></div>
    </div>
    <div id="${id}" class="place-note"></div>
  </div>`;
}
