/**
 * Messages in the page's own flow. The rule: what is visible never moves. A message goes in only
 *  1. where the shop's server has put it already (`data-kizukai-step`): it is adopted, not inserted,
 *  2. into a reserved container, empty but for us, in which it fits, tighter or scrolling inside if need be, or
 *  3. where its place is wholly below the visible part of the page.
 * Until then it waits, and looks again when the page scrolls, resizes, or twice a second. A step change and a take
 * down keep the height until the message is out of sight.
 */
import { guard, listen } from "../core/guard.ts";
import type { CloseReason, ShowItem } from "../core/wire.ts";
import type { Kit } from "../renderer/kit.ts";
import type { Renderer } from "../renderer_contract.ts";
import { adopt, findAdoptable } from "./adoption.ts";
import { insertWithoutShift, removeWithoutShift } from "./insertion.ts";
import { LOOK_AGAIN_MS } from "./limits.ts";

export interface Inline {
  item: ShowItem;
  /** What stands in the page's flow; of an adopted message both are the shop's own element. */
  node: HTMLElement;
  card: HTMLElement;
  placed: boolean;
  adopted: boolean;
  stopSeen: () => void;
}

export function createMessages(kit: Kit): Renderer {
  const { host } = kit;
  const messages = new Map<string, Inline>();

  const show = (item: ShowItem): void => {
    const there = messages.get(item.enrolment);
    const ready = findAdoptable(item);
    const message: Inline = {
      item,
      node: ready ?? kit.element("div"),
      card: ready ?? kit.element("div"),
      placed: false,
      adopted: !!ready,
      stopSeen: () => {},
    };
    const close = (reason: CloseReason): void => {
      takeDown(item.enrolment);
      host.close(item, reason);
    };
    if (ready) adopt(ready, item, host, close);
    else build(message, close);
    messages.set(item.enrolment, message);
    there?.stopSeen();
    if (ready) arrived(message);
    if (ready) there?.node.remove();
    else if (there?.placed && there.node.isConnected) takeOver(there, message);
    else there?.node.remove();
    look();
  };

  const build = (message: Inline, close: (reason: CloseReason) => void): void => {
    const made = kit.createHost("inline");
    kit.dress(made, message.item);
    message.node = made.node;
    message.card = kit.buildCard(message.item, close).node;
    made.root.append(message.card);
  };

  /** The next step takes the room of the last one; what is longer scrolls inside. */
  const takeOver = (last: Inline, next: Inline): void => {
    const hadFocus = document.activeElement === last.node || last.node.contains(document.activeElement);
    next.card.style.height = `${last.card.offsetHeight}px`;
    next.card.tabIndex = 0;
    last.node.replaceWith(next.node);
    if (hadFocus) next.card.focus({ preventScroll: true });
    arrived(next);
  };

  const arrived = (message: Inline): void => {
    message.placed = true;
    message.stopSeen = kit.watchSeen(
      message.card,
      guard(() => host.seen(message.item)),
    );
    host.shown(message.item);
  };

  const look = guard(() => {
    for (const message of Array.from(messages.values())) {
      if (message.node.isConnected) continue;
      // The shop's script may have redrawn the part of the page it stood in: it looks for its place again.
      message.placed = false;
      message.stopSeen();
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
  listen(window, "scroll resize", () => {
    if (messages.size > 0) look();
  });

  return { show, takeDown, isShown: (enrolment) => messages.has(enrolment) };
}
