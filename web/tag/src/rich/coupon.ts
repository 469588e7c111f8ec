/** A coupon code that can be copied: with the clipboard where it is allowed, by selecting where it is not. */
import type { Content } from "../core/wire.ts";
import type { Kit } from "../renderer/kit.ts";
import { richWordsOf } from "./words.ts";

const SAID_AFTER_MS = 50;

export function buildCoupon(content: Content, { element, button, host }: Kit): HTMLElement | undefined {
  const { coupon } = content;
  if (!coupon) return undefined;
  const words = richWordsOf(content);
  const code = element("code", { class: "code", translate: "no" }, coupon.code);
  const said = element("span", { class: "live", role: "status" });
  const note = element("p", { class: "note" }, coupon.note ?? "");
  const tell = (text: string): void => {
    // Emptied first, so that a second press is heard as well.
    said.textContent = "";
    setTimeout(() => {
      said.textContent = text;
    }, SAID_AFTER_MS);
  };
  const copy = button(
    { class: "choice copy" },
    host.guard(() => {
      void copyCode(coupon.code, code).then((done) => {
        if (done) copy.textContent = coupon.copied || words.copied;
        else note.textContent = words.selected;
        tell(done ? coupon.copied || words.copied : words.selected);
        copy.toggleAttribute("data-chosen", done);
      });
    }),
    coupon.label || words.copy,
  );
  return element("div", { class: "coupon" }, element("div", { class: "ticket" }, code, copy), said, note);
}

/** True when the code is on the clipboard; otherwise it stands selected, ready for the visitor's own copying. */
async function copyCode(text: string, code: HTMLElement): Promise<boolean> {
  try {
    await navigator.clipboard.writeText(text);
    return true;
  } catch {
    const selection = getSelection();
    selection?.selectAllChildren(code);
    try {
      return document.execCommand("copy");
    } catch {
      return false;
    }
  }
}
