/** The way from the guide to the console: what happened to you, who is in the shop, what each campaign did. */
import { html, type Markup } from "../html.js";
import { installStub } from "../tracking/snippet.js";
import { g } from "./texts.js";

const CONSOLE = "/console";

/** Pages of the console, in the order in which they answer what the guide's reader asks. */
const places = [
  { ...g.console.you, href: `${CONSOLE}/visitors`, id: "you-in-the-console" },
  { ...g.console.visitors, href: `${CONSOLE}/visitors` },
  { ...g.console.campaigns, href: `${CONSOLE}/campaigns` },
];

const place = ({
  title,
  lead,
  href,
  id,
}: {
  title: string;
  lead: string;
  href: string;
  id?: string;
}): Markup =>
  html`<li><a href="${href}" target="kizukai-console" ${id ? html`id="${id}"` : null}>${title}</a><p>${lead}</p></li>`;

export const consoleLinks = (): Markup => html`<aside class="behind" aria-labelledby="behind">
  <h2 id="behind">${g.console.heading}</h2>
  <p>${g.console.lead}</p>
  <ul>${places.map(place)}</ul>
  <p class="behind-note">${g.console.signIn}</p>
</aside>`;

/** Leads straight to this visitor once the tag knows who that is; until then to everybody. */
export function nameYou(): void {
  installStub().ready((detail) => {
    const { anonymousId } = detail as { anonymousId: string };
    const link = document.querySelector<HTMLAnchorElement>("#you-in-the-console");
    if (link) link.href = `${CONSOLE}/visitors/${encodeURIComponent(anonymousId)}`;
  });
}
