/**
 * The one place of the interrupting formats: modal, corner, bar. Everything in it is fixed, so the page never moves.
 * A step change swaps the card for a new one of the same look: nothing that was there shifts.
 */

import type { CloseReason, ShowItem } from "../core/wire.ts";
import type { Renderer, RendererHost, RendererOptions } from "../renderer_contract.ts";
import { buildCard } from "./card.ts";
import { element, focusable } from "./elements.ts";
import { createHost, type Host } from "./host.ts";
import { coversFocusedField, fixedBottomHeight, freeSide, PHONE_WIDTH } from "./placement.ts";
import { watchSeen } from "./seen.ts";

const CALM_CHECK_MS = 500;
const ANNOUNCE_AFTER_MS = 100;

interface Shown {
  item: ShowItem;
  card: HTMLElement;
  stopSeen: () => void;
}

export function createOverlay(host: RendererHost, options: RendererOptions): Renderer {
  let frame: (Host & { dock: HTMLElement; live: HTMLElement }) | undefined;
  let wanted: ShowItem | undefined;
  let shown: Shown | undefined;
  let calmTimer: ReturnType<typeof setTimeout> | undefined;
  let returnFocusTo: Element | null = null;

  const show = (item: ShowItem): void => {
    clearTimeout(calmTimer);
    wanted = item;
    // What the visitor's own answer brought is no interruption; everything else waits for a calm moment.
    const reply = shown?.item.enrolment === item.enrolment;
    if (!reply && (host.activity() === "typing" || !document.body)) {
      calmTimer = setTimeout(
        host.guard(() => show(item)),
        CALM_CHECK_MS,
      );
      return;
    }
    place(item, reply);
  };

  const place = (item: ShowItem, reply: boolean): void => {
    const hadFocus = !!frame?.root.activeElement;
    if (!hadFocus) returnFocusTo = host.focused();
    removeCard();
    if (!reply || !frame?.node.isConnected) removeFrame();
    frame = frame ?? createFrame();
    const { node: card, spoken } = buildCard(item, host, (reason) => close(item, reason));
    if (reply) card.classList.add("reply");
    frame.dock.className = `dock at-${item.format}`;
    frame.dock.append(card);
    shown = {
      item,
      card,
      stopSeen: watchSeen(
        card,
        host.guard(() => host.seen(item)),
      ),
    };
    arrange();
    if (item.format === "modal" || hadFocus) card.focus({ preventScroll: true });
    else announce(spoken);
    host.shown(item);
  };

  const createFrame = (): NonNullable<typeof frame> => {
    const made = createHost("overlay", options);
    const dock = element("div", { class: "dock" });
    const live = element("div", { class: "live", role: "status" });
    made.root.append(dock, live);
    dock.addEventListener("keydown", host.guard(onKey));
    dock.addEventListener("click", (event) => {
      if (event.target === dock && shown?.item.format === "modal") close(shown.item, "outside");
    });
    // Behind a modal the page stays where it is; a scroll lock would move it by the width of the scroll bar.
    const holdStill = (event: Event): void => {
      if (event.target === dock) event.preventDefault();
    };
    for (const type of ["wheel", "touchmove"]) dock.addEventListener(type, holdStill, { passive: false });
    document.body.append(made.node);
    return { ...made, dock, live };
  };

  const removeCard = (): void => {
    shown?.stopSeen();
    shown?.card.remove();
    shown = undefined;
  };

  const removeFrame = (): void => {
    const hadFocus = !!frame?.root.activeElement;
    removeCard();
    frame?.node.remove();
    frame = undefined;
    if (hadFocus && returnFocusTo instanceof HTMLElement) returnFocusTo.focus({ preventScroll: true });
  };

  const close = (item: ShowItem, reason: CloseReason): void => {
    takeDown(item.enrolment);
    host.close(item, reason);
  };

  const takeDown = (enrolment: string): void => {
    if (wanted?.enrolment !== enrolment) return;
    clearTimeout(calmTimer);
    wanted = undefined;
    removeFrame();
  };

  /** The live region is there before its text comes, and is emptied so that nobody reads the card twice. */
  const announce = (text: string): void => {
    const live = frame?.live;
    setTimeout(() => {
      if (live) live.textContent = text;
    }, ANNOUNCE_AFTER_MS);
    setTimeout(() => {
      if (live) live.textContent = "";
    }, ANNOUNCE_AFTER_MS + 5_000);
  };

  const onKey = (event: KeyboardEvent): void => {
    if (!shown || event.isComposing) return;
    if (event.key === "Escape") {
      event.stopPropagation();
      close(shown.item, "escape");
    } else if (event.key === "Tab" && shown.item.format === "modal") keepInside(event, shown.card);
  };

  const keepInside = (event: KeyboardEvent, card: HTMLElement): void => {
    const stops = focusable(card);
    const focused = frame?.root.activeElement;
    const edge = event.shiftKey ? stops[0] : stops[stops.length - 1];
    if (focused !== edge && focused !== card) return;
    if (focused === card && !event.shiftKey) return;
    event.preventDefault();
    (event.shiftKey ? stops[stops.length - 1] : stops[0])?.focus();
  };

  const arrange = (): void => {
    if (!frame || !shown) return;
    const { node, dock } = frame;
    const { item, card } = shown;
    if (item.format !== "modal") {
      const { width, height } = card.getBoundingClientRect();
      // To look beneath a new card settles its place; one that moves after that counts as a layout shift.
      if (!node.style.getPropertyValue("--k-bottom")) card.style.display = "none";
      const bottom = fixedBottomHeight(node);
      node.style.setProperty("--k-bottom", `${bottom}px`);
      const free = item.format === "corner" && innerWidth >= PHONE_WIDTH;
      // A reply stays where the visitor looks.
      if (free && !dock.dataset.side) dock.dataset.side = freeSide(width, height, bottom, node);
      card.style.display = "";
      node.toggleAttribute("data-held", coversFocusedField(card, node, host));
    }
  };

  const onFocusMove = host.guard((event: Event) => {
    const { activeElement } = document;
    if (shown?.item.format === "modal" && frame && event.type === "focusin" && activeElement !== frame.node) {
      shown.card.focus({ preventScroll: true });
      return;
    }
    // After focusout the next element has the focus only in the next task.
    setTimeout(host.guard(arrange), 0);
  });
  const onModalEscape = host.guard((event: KeyboardEvent) => {
    const outside = document.activeElement !== frame?.node;
    if (event.key === "Escape" && outside && shown?.item.format === "modal") close(shown.item, "escape");
  });
  document.addEventListener("focusin", onFocusMove);
  document.addEventListener("focusout", onFocusMove);
  document.addEventListener("keydown", onModalEscape);
  window.addEventListener("resize", host.guard(arrange));

  return {
    show,
    takeDown,
    isShown: (enrolment) => wanted?.enrolment === enrolment && (!shown || !!frame?.node.isConnected),
  };
}
