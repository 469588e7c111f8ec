/**
 * The one place of the interrupting formats: modal, fullscreen, corner, bar, toast. Everything in it is fixed, so the
 * page never moves. A step change swaps the card for a new one of the same look: nothing that was there shifts.
 */

import { guard, later, listen, timerSlot } from "../core/guard.ts";
import type { CloseReason, ShowItem } from "../core/wire.ts";
import type { Renderer } from "../renderer_contract.ts";
import { watchCalm } from "./calm.ts";
import { isModal } from "./card.ts";
import type { Host } from "./host.ts";
import type { Kit } from "./kit.ts";
import {
  coverage,
  coversFocusedField,
  DECISION_WEIGHT,
  fixedBottomHeight,
  freeSide,
  PHONE_WIDTH,
} from "./placement.ts";
import { lockScroll } from "./scroll_lock.ts";
import { runToastClock } from "./toast_clock.ts";

const CALM_CHECK_MS = 250;
const ANNOUNCE_AFTER_MS = 100;
/** A page that has not scrolled for so long has come to rest. */
const REST_MS = 150;

interface Frame extends Host {
  dock: HTMLElement;
  live: HTMLElement;
}

interface Shown {
  item: ShowItem;
  card: HTMLElement;
  /** The visitor has answered or opened it, or it has stepped back already: it stays as it is. */
  settled: boolean;
  stops: (() => void)[];
}

export function createOverlay(kit: Kit): Renderer {
  const { host, element, focusable } = kit;
  const isCalm = watchCalm(host);
  let frame: Frame | undefined;
  let wanted: ShowItem | undefined;
  let shown: Shown | undefined;
  let returnFocusTo: Element | null = null;
  const calmTimer = timerSlot(() => wanted && show(wanted));
  const restTimer = timerSlot(() => yieldToDecisions());

  const show = (item: ShowItem): void => {
    wanted = item;
    // What the visitor's own answer brought is no interruption; everything else waits for a calm moment.
    const reply = shown?.item.enrolment === item.enrolment;
    const fieldInUse = isModal(item) && host.isEditable(host.focused());
    calmTimer.clear();
    if (reply || (isCalm() && !fieldInUse)) place(item, reply);
    else calmTimer.set(CALM_CHECK_MS);
  };

  const place = (item: ShowItem, reply: boolean): void => {
    const hadFocus = !!frame?.root.activeElement;
    if (!hadFocus) returnFocusTo = host.focused();
    removeCard();
    if (!reply || !frame?.node.isConnected) removeFrame();
    const there = frame ?? createFrame();
    frame = there;
    kit.dress(there, item);
    there.dock.className = `dock at-${item.format}`;
    const { card, spoken } = putCard(there, item, reply);
    if (isModal(item) || hadFocus) card.focus({ preventScroll: true });
    else announce(spoken);
    host.shown(item);
  };

  /** `onOpen`: it comes as a peek that can be opened. */
  const putCard = (there: Frame, item: ShowItem, settled: boolean, onOpen?: () => void) => {
    const { node: card, spoken } = kit.buildCard(item, (reason) => close(item, reason), onOpen);
    if (settled) card.classList.add("reply");
    there.dock.append(card);
    shown = { item, card, settled, stops: [kit.watchSeen(card, () => host.seen(item))] };
    if (isModal(item)) shown.stops.push(lockScroll());
    if (item.format === "toast") {
      const goes = guard(() => close(item, "timeout"));
      shown.stops.push(runToastClock(item.content.duration_ms, isDisturbed, goes));
    }
    arrange();
    return { card, spoken };
  };

  const createFrame = (): Frame => {
    const made = kit.createHost("overlay");
    const dock = element("div", { class: "dock" });
    const live = element("div", { class: "live", role: "status" });
    made.root.append(dock, live);
    listen(dock, "keydown", onKey, {});
    listen(dock, "click", (event) => {
      if (event.target === dock && shown?.item.format === "modal") close(shown.item, "outside");
      else if (shown) shown.settled = true;
    });
    const holdStill = (event: Event): void => {
      if (event.target === dock) event.preventDefault();
    };
    listen(dock, "wheel touchmove", holdStill, { passive: false });
    document.body.append(made.node);
    return { ...made, dock, live };
  };

  const isDisturbed = (): boolean =>
    document.hidden || !!frame?.root.activeElement || !!shown?.card.matches(":hover") || isHeld();
  const isHeld = (): boolean => !!frame?.node.hasAttribute("data-held");

  const removeCard = (): void => {
    for (const stop of shown?.stops ?? []) stop();
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
    calmTimer.clear();
    wanted = undefined;
    removeFrame();
  };

  /** The live region is there before its text comes, and is emptied so that nobody reads the card twice. */
  const announce = (text: string): void => {
    const live = frame?.live;
    const say = (words: string, afterMs: number): void => {
      later(() => {
        if (live) live.textContent = words;
      }, afterMs);
    };
    say(text, ANNOUNCE_AFTER_MS);
    say("", ANNOUNCE_AFTER_MS + 5_000);
  };

  const onKey = (event: KeyboardEvent): void => {
    if (!shown || event.isComposing) return;
    if (event.key === "Escape") {
      event.stopPropagation();
      close(shown.item, "escape");
    } else if (event.key === "Tab" && isModal(shown.item)) keepInside(event, shown.card);
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
    if (!frame || !shown || isModal(shown.item)) return;
    const { node, dock } = frame;
    const { item, card } = shown;
    const box = card.getBoundingClientRect();
    // To look beneath a new card settles its place; one that moves after that counts as a layout shift.
    if (!node.style.getPropertyValue("--k-bottom")) card.style.display = "none";
    const bottom = fixedBottomHeight(node);
    node.style.setProperty("--k-bottom", `${bottom}px`);
    const free = item.format === "toast" || (item.format === "corner" && innerWidth >= PHONE_WIDTH);
    // A reply stays where the visitor looks.
    if (free && !dock.dataset.side) dock.dataset.side = freeSide(box, bottom, node);
    card.style.display = "";
    node.toggleAttribute("data-held", coversFocusedField(card, node));
    yieldToDecisions();
  };

  /**
   * A sheet that lies over a price or cart control steps back to its title and answers, unless the visitor uses it.
   * As a new card, because one that changes its height is a layout shift.
   */
  const yieldToDecisions = (): void => {
    if (!frame || !shown || shown.settled || frame.root.activeElement) return;
    const there = frame;
    const { card, item } = shown;
    const isSheet = innerWidth < PHONE_WIDTH && /corner|bar/.test(item.format);
    if (!isSheet || coverage(card.getBoundingClientRect(), there.node) < DECISION_WEIGHT) return;
    removeCard();
    putCard(there, item, true, () => {
      removeCard();
      putCard(there, item, true).card.focus({ preventScroll: true });
    });
  };

  const focusIsOutside = (): boolean => document.activeElement !== frame?.node;
  listen(document, "focusin focusout", ({ type }) => {
    if (shown && isModal(shown.item) && frame && type === "focusin" && focusIsOutside()) {
      shown.card.focus({ preventScroll: true });
      return;
    }
    // After focusout the next element has the focus only in the next task.
    later(arrange, 0);
  });
  listen(
    document,
    "keydown",
    ({ key }: KeyboardEvent) => {
      const escapes = key === "Escape" && focusIsOutside();
      if (escapes && shown && isModal(shown.item)) close(shown.item, "escape");
    },
    {},
  );
  listen(window, "resize", arrange);
  listen(window, "scroll", () => restTimer.set(REST_MS), { passive: true });

  return {
    show,
    takeDown,
    isShown: (enrolment) => wanted?.enrolment === enrolment && (!shown || !!frame?.node.isConnected),
  };
}
