/**
 * Messages in the page's own flow. The rule: what is visible never moves. A message goes in only
 *  1. into a reserved container: empty but for us, and at least as high as the message, or
 *  2. where its place is wholly below the visible part of the page.
 * Until then it waits, and looks again when the page scrolls, resizes, or twice a second. A step change and a take
 * down keep the height unless the message is out of sight or the visitor has just acted on it.
 */

import { monotonicMs } from "../core/environment.ts";
import type { ShowItem } from "../core/wire.ts";
import type { Renderer, RendererHost, RendererOptions } from "../renderer_contract.ts";
import { buildCard } from "./card.ts";
import { element } from "./elements.ts";
import { createHost, type Host } from "./host.ts";
import { watchSeen } from "./seen.ts";

const LOOK_AGAIN_MS = 500;
/** Browsers count no layout shift within half a second of a press. */
const JUST_PRESSED_MS = 400;

interface Inline extends Host {
  item: ShowItem;
  card: HTMLElement;
  placed: boolean;
  /** When the visitor last pressed something in it: what moves right after that was asked for. */
  pressedAtMs: number;
  stopSeen: () => void;
}

export function createInline(host: RendererHost, options: RendererOptions): Renderer {
  const messages = new Map<string, Inline>();

  const show = (item: ShowItem): void => {
    const there = messages.get(item.enrolment);
    const message: Inline = there ?? {
      ...createHost("inline", options),
      item,
      card: element("section"),
      placed: false,
      pressedAtMs: Number.NEGATIVE_INFINITY,
      stopSeen: () => {},
    };
    if (!there) {
      message.node.addEventListener(
        "click",
        () => {
          message.pressedAtMs = monotonicMs();
        },
        true,
      );
    }
    const hadFocus = !!message.root.activeElement;
    const heightPx = message.placed ? message.card.offsetHeight : 0;
    message.stopSeen();
    message.item = item;
    const { node: card } = buildCard(item, host, (reason) => {
      takeDown(item.enrolment);
      host.close(item, reason);
    });
    message.root.append(card);
    message.card.remove();
    message.card = card;
    messages.set(item.enrolment, message);
    if (heightPx > 0) {
      // The next step takes the room of the last one; what is longer scrolls inside.
      card.style.height = `${heightPx}px`;
      card.tabIndex = 0;
      if (hadFocus) card.focus({ preventScroll: true });
      arrived(message);
    }
    look();
  };

  const arrived = (message: Inline): void => {
    message.placed = true;
    message.stopSeen = watchSeen(
      message.card,
      host.guard(() => host.seen(message.item)),
    );
    host.shown(message.item);
  };

  const look = host.guard(() => {
    for (const message of Array.from(messages.values())) {
      if (message.node.isConnected) continue;
      // The shop's script may have redrawn the part of the page it stood in: it looks for its place again.
      message.placed = false;
      if (insertWithoutShift(message)) arrived(message);
    }
  });

  const takeDown = (enrolment: string): void => {
    const message = messages.get(enrolment);
    if (!message) return;
    messages.delete(enrolment);
    message.stopSeen();
    removeWithoutShift(message);
  };

  setInterval(() => {
    if (messages.size > 0 && !document.hidden) look();
  }, LOOK_AGAIN_MS);
  for (const type of ["scroll", "resize"]) {
    window.addEventListener(type, () => messages.size > 0 && look(), { passive: true });
  }

  return { show, takeDown, isShown: (enrolment) => messages.has(enrolment) };
}

function insertWithoutShift({ node, item }: Inline): boolean {
  const { selector, position = "append" } = item.content;
  const target = selector ? document.querySelector<HTMLElement>(selector) : null;
  if (!target) return false;
  const within = position === "append" || position === "prepend";
  if (within && isEmpty(target)) {
    const roomPx = target.clientHeight;
    target.append(node);
    // Measured and, if too high, taken out again in one task: no frame is painted in between.
    if (target.clientHeight <= roomPx || top(target) >= innerHeight) return true;
    node.remove();
    return false;
  }
  const box = target.getBoundingClientRect();
  const placeY = position === "append" || position === "after" ? box.bottom : box.top;
  if (placeY < innerHeight) return false;
  target[position](node);
  return true;
}

function removeWithoutShift({ node, card, pressedAtMs }: Inline): void {
  const { bottom, top: cardTop } = card.getBoundingClientRect();
  const visible = bottom > 0 && cardTop < innerHeight;
  if (!visible || monotonicMs() - pressedAtMs < JUST_PRESSED_MS) {
    node.remove();
    return;
  }
  // Its room stays empty until nobody looks: the page below must not jump.
  card.style.visibility = "hidden";
  const observer = new IntersectionObserver((entries) => {
    if (entries.some((entry) => entry.isIntersecting)) return;
    observer.disconnect();
    node.remove();
  });
  observer.observe(node);
}

const top = (element: Element): number => element.getBoundingClientRect().top;

const isEmpty = (target: Element): boolean =>
  target.children.length === 0 && (target.textContent ?? "").trim() === "";
