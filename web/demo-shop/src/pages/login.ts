import { forgetShopping } from "../cart/storage.js";
import { html } from "../html.js";
import { say, t } from "../i18n/lang.js";
import { draw } from "../layout/frame.js";
import { currentMember, members, signIn, signOut } from "../member/members.js";
import { identify, resetVisitor } from "../tracking/tracking.js";
import type { Page } from "./page.js";

export function loginPage(): Page {
  const current = currentMember();
  draw(
    t.login.title,
    html`<div class="page-head">
        <h1>${current ? t.login.signedIn(say(current.name)) : t.login.heading}</h1>
        <p>${current ? t.login.logoutNote : t.login.lead}</p>
      </div>
      ${
        current
          ? html`<p><button class="button" type="button" id="logout">${t.login.logout}</button></p>`
          : html`<ul class="members">
              ${members.map(
                (member) => html`<li class="member member-${member.id}">
                  <p class="member-rank">${say(member.rank)}</p>
                  <h2>${say(member.name)}</h2>
                  <p>${say(member.note)}</p>
                  <button class="button button-quiet" type="button" data-member="${member.id}">${t.login.enter(say(member.name))}</button>
                </li>`,
              )}
            </ul>`
      }`,
  );
  document.querySelector("#logout")?.addEventListener("click", becomeSomebodyElse);
  for (const button of document.querySelectorAll<HTMLButtonElement>("[data-member]"))
    button.addEventListener("click", () => enterAs(button.dataset.member));
  return { events: [] };
}

function enterAs(id: string | undefined): void {
  const member = members.find((each) => each.id === id);
  if (!member) return;
  signIn(member);
  identify(member);
  window.location.assign("/");
}

/** Logging out, and the guide's "another visitor": a new anonymous id, an empty cart, nobody known. */
export function becomeSomebodyElse(): void {
  resetVisitor();
  signOut();
  forgetShopping();
  window.location.assign(window.location.pathname === "/guide" ? "/guide" : "/");
}
