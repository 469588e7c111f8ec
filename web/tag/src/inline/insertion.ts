/** Going into the page and out of it without moving anything that is seen. */
import { MIN_ROOM } from "./limits.ts";
import type { Inline } from "./messages.ts";

export function insertWithoutShift(message: Inline): boolean {
  const { node, item, adopted } = message;
  const { selector, position = "append" } = item.content;
  const target = selector ? document.querySelector<HTMLElement>(selector) : null;
  if (!target || adopted) return false;
  const within = position === "append" || position === "prepend";
  if (within && isEmpty(target)) return insertIntoReserved(target, message);
  const box = target.getBoundingClientRect();
  const placeY = position === "append" || position === "after" ? box.bottom : box.top;
  if (placeY < innerHeight) return false;
  target[position](node);
  return true;
}

/** Measured and, if it cannot fit, taken out again in one task: no frame is painted in between. */
function insertIntoReserved(target: HTMLElement, { node, card }: Inline): boolean {
  const roomPx = target.clientHeight;
  const excess = (): number => target.clientHeight - roomPx;
  const { style } = card;
  // Over, all of them: only their room counts.
  const before = Array.from(target.children);
  style.removeProperty("--k-density");
  style.maxHeight = "";
  target.append(node);
  for (const last of before) last.remove();
  if (excess() <= 0 || target.getBoundingClientRect().top >= innerHeight) return true;
  style.setProperty("--k-density", "0.6");
  if (excess() <= 0) return true;
  const heightPx = card.offsetHeight - excess();
  if (heightPx >= card.offsetHeight * MIN_ROOM) {
    style.maxHeight = `${heightPx}px`;
    card.tabIndex = 0;
    if (excess() <= 0) return true;
  }
  node.replaceWith(...before);
  return false;
}

/** Messages that are over; only their room is still there. */
const over = new WeakSet<Element>();

export function removeWithoutShift({ node, card }: Inline): void {
  const { bottom, top } = card.getBoundingClientRect();
  if (bottom <= 0 || top >= innerHeight) {
    node.remove();
    return;
  }
  // Its room stays empty until nobody looks, or until another message has it: the page below must not jump.
  over.add(node);
  card.style.visibility = "hidden";
  const observer = new IntersectionObserver((entries) => {
    if (Array.from(entries).some((entry) => entry.isIntersecting)) return;
    observer.disconnect();
    node.remove();
  });
  observer.observe(node);
}

const isEmpty = (target: Element): boolean =>
  Array.from(target.children).every((child) => over.has(child)) && (target.textContent ?? "").trim() === "";
