import { html } from "../html.js";
import { t } from "../i18n/lang.js";
import { draw } from "../layout/frame.js";
import type { Page } from "./page.js";

export function notFoundPage(): Page {
  draw(
    t.notFound.title,
    html`<div class="page-head empty">
      <h1>${t.notFound.title}</h1>
      <p>${t.notFound.lead}</p>
      <p><a class="button" href="/">${t.notFound.back}</a></p>
    </div>`,
  );
  return { events: [] };
}
