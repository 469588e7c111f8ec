/**
 * Content that the shop's server has already written into the page, from the same answer of `POST /v1/decide`:
 *
 *     <aside data-kizukai-step="ENROLMENT/STEP">
 *       … <button data-kizukai-choice="more">…</button> <a href="/guide" data-kizukai-choice="guide">…</a>
 *       <button data-kizukai-close="not_now">…</button>
 *     </aside>
 *
 * The tag leaves it as it is, and lends its choices and its way out a voice. `data-kizukai-close` may be empty
 * (`button`), `not_now` or `never`.
 */
import { guard, listen } from "../core/guard.ts";
import type { CloseReason, ShowItem } from "../core/wire.ts";
import type { RendererHost } from "../renderer_contract.ts";

const STEP = "data-kizukai-step";
const CHOICE = "data-kizukai-choice";
const CLOSE = "data-kizukai-close";

export function findAdoptable({ enrolment, step }: ShowItem): HTMLElement | undefined {
  const marked = Array.from(document.querySelectorAll<HTMLElement>(`[${STEP}]`));
  return marked.find((node) => node.getAttribute(STEP) === `${enrolment}/${step}`);
}

export function adopt(
  node: HTMLElement,
  item: ShowItem,
  host: RendererHost,
  close: (reason: CloseReason) => void,
): void {
  let left = false;
  // Not passive: the page waits for the answer before it follows a link.
  const onClick = guard((event: Event) => {
    const pressed = (event.target as Element).closest?.(`[${CHOICE}],[${CLOSE}]`);
    if (!pressed || left) return;
    left = true;
    const choice = pressed.getAttribute(CHOICE);
    if (choice === null) {
      const reason = pressed.getAttribute(CLOSE);
      return close(reason === "not_now" || reason === "never" ? reason : "button");
    }
    node.setAttribute("aria-busy", "true");
    const { metaKey, ctrlKey, shiftKey } = event as MouseEvent;
    const elsewhere = metaKey || ctrlKey || shiftKey;
    const url = host.safeUrl(pressed.getAttribute("href") ?? undefined);
    if (url && !elsewhere) event.preventDefault();
    host.answer(item, { choice }, elsewhere ? undefined : url?.href);
  });
  listen(node, "click", onClick, { capture: true });
}
