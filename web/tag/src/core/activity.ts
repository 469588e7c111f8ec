/** What the visitor is busy with: nothing may interrupt typing or a checkout. */
import { monotonicMs } from "./environment.ts";
import { listen } from "./guard.ts";
import { TYPING_MS } from "./limits.ts";
import type { Activity } from "./wire.ts";

const NOT_TYPED_INTO = /^(button|checkbox|radio|submit|reset|range|color|file|image|hidden)$/;

/** True for what text is typed into. */
export function isEditable(element: unknown): element is HTMLElement {
  if (!(element instanceof HTMLElement)) return false;
  if (element.isContentEditable || element.tagName === "TEXTAREA") return true;
  return element.tagName === "INPUT" && !NOT_TYPED_INTO.test((element as HTMLInputElement).type);
}

/** The focused element, looked up through open shadow roots. */
export function deepFocus(): Element | null {
  let focused = document.activeElement;
  while (focused?.shadowRoot?.activeElement) focused = focused.shadowRoot.activeElement;
  return focused;
}

/**
 * `typing`: an editable field has the focus and there was input within the last five seconds.
 * `checkout`: the page says so, by option or by `<meta name="kizukai:activity" content="checkout">`.
 */
export function watchActivity(declared?: string): () => Activity | undefined {
  let inputAtMs = Number.NEGATIVE_INFINITY;
  listen(document, "input compositionupdate", (event) => {
    if (isEditable(event.composedPath()[0])) inputAtMs = monotonicMs();
  });
  return () => {
    if (isEditable(deepFocus()) && monotonicMs() - inputAtMs < TYPING_MS) return "typing";
    const meta = document.querySelector('meta[name="kizukai:activity"]')?.getAttribute("content");
    return declared === "checkout" || meta === "checkout" ? "checkout" : undefined;
  };
}
