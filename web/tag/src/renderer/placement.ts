/** Where an overlay may stand: never over a price, a cart button, the shop's own bars, or a field being typed in. */
import type { RendererHost } from "../renderer_contract.ts";
import { decisionControl } from "../signals/decision_controls.ts";

export const PHONE_WIDTH = 600;

/** How much of the bottom edge the shop's own fixed bars take, in pixels; at most 40 % of the viewport. */
export function fixedBottomHeight(host: Element): number {
  let height = 0;
  for (const x of [innerWidth * 0.1, innerWidth * 0.5, innerWidth * 0.9]) {
    for (const under of elementsAt(x, innerHeight - 2, host)) {
      const bar = fixedAncestor(under);
      if (!bar) continue;
      const { top } = bar.getBoundingClientRect();
      if (top > innerHeight * 0.6) height = Math.max(height, innerHeight - top);
    }
  }
  return height;
}

/** The side of the bottom edge where a card of this size covers fewer prices and cart controls; right if equal. */
export function freeSide(width: number, height: number, bottom: number, host: Element): "left" | "right" {
  const covered = (left: number): number => {
    const found = new Set<Element>();
    for (let column = 0; column <= 4; column++) {
      for (let row = 0; row <= 6; row++) {
        const x = left + (width * column) / 4;
        const y = innerHeight - bottom - 20 - (height * row) / 6;
        for (const under of elementsAt(x, y, host)) {
          const control = decisionControl(under);
          if (control) found.add(control);
        }
      }
    }
    return found.size;
  };
  return covered(20) < covered(innerWidth - 20 - width) ? "left" : "right";
}

/** True while the card would stand over the field that has the focus; on a phone the keyboard leaves no room at all. */
export function coversFocusedField(card: Element, host: Element, page: RendererHost): boolean {
  const field = document.activeElement === host ? null : page.focused();
  if (!field || !page.isEditable(field)) return false;
  if (innerWidth < PHONE_WIDTH) return true;
  const a = card.getBoundingClientRect();
  const b = field.getBoundingClientRect();
  return a.left < b.right && b.left < a.right && a.top < b.bottom && b.top < a.bottom;
}

function elementsAt(x: number, y: number, host: Element): Element[] {
  return (document.elementsFromPoint?.(x, y) ?? []).filter((under) => under !== host);
}

function fixedAncestor(from: Element): Element | undefined {
  for (let node: Element | null = from; node && node !== document.body; node = node.parentElement) {
    if (/fixed|sticky/.test(getComputedStyle(node).position)) return node;
  }
  return undefined;
}
