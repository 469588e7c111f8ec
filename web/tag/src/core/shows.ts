/**
 * What is open on this page: applies `show` and `close` of a response, keeps `showing`, and turns what the visitor
 * does with a message into events. Interrupting formats share one place: a newer one replaces the older.
 */
import type { UseChunk } from "../chunk_contract.ts";
import type { Renderer, RendererHost, RendererOptions } from "../renderer_contract.ts";
import { deepFocus, isEditable } from "./activity.ts";
import type { Emitter } from "./emitter.ts";
import { guard, later, type Stop } from "./guard.ts";
import { ANSWER_WAIT_MS, NAVIGATE_WAIT_MS } from "./limits.ts";
import { safeUrl } from "./links.ts";
import type { Activity, EventFields, ShowItem, ShownStep, Verdict } from "./wire.ts";

export interface ShowsHost {
  activity(): Activity | undefined;
  /** Queues an event and answers its messageId. */
  send(event: EventFields, urgent: boolean): string;
  /** Goes there; true when that leaves this document. */
  navigate(href: string): boolean;
}

export interface Shows {
  apply(show: readonly ShowItem[], close: readonly ShownStep[]): void;
  /**
   * The server has done with these messageIds; called after `apply` of the same response. An answer that does not fit
   * its step (`bad_answer`) leaves it open: it is asked once more.
   */
  settle(messageIds: Set<string>, verdicts?: readonly Verdict[]): void;
  showing(): ShownStep[];
  /** Another person, or none: everything goes, without events. */
  clear(): void;
}

interface Open {
  item: ShowItem;
  /** The answer or close on its way; until it is settled the step is neither shown again nor counted as showing. */
  leaving?: { messageId: string; href?: string | undefined; stop: Stop };
}

export function createShows(
  useChunk: UseChunk,
  options: RendererOptions,
  emitter: Emitter,
  host: ShowsHost,
): Shows {
  const open = new Map<string, Open>();
  const seen = new Set<string>();
  let renderer: Renderer | undefined;

  const takeDown = (enrolment: string): void => {
    open.get(enrolment)?.leaving?.stop();
    open.delete(enrolment);
    renderer?.takeDown(enrolment);
  };
  const stepEvent = (type: string, { enrolment, step }: ShowItem, more: object = {}): EventFields => ({
    type,
    enrolment,
    step,
    ...more,
  });
  /** Marks a step as left until the server has the event; `afterMs` later `giveUp` runs in any case. */
  const leave = (
    item: ShowItem,
    messageId: string,
    afterMs: number,
    giveUp: () => void,
    href?: string,
  ): void => {
    open.get(item.enrolment)?.leaving?.stop();
    open.set(item.enrolment, { item, leaving: { messageId, href, stop: later(giveUp, afterMs) } });
  };

  const rendererHost: RendererHost = {
    guard,
    activity: host.activity,
    focused: deepFocus,
    isEditable,
    safeUrl,
    useChunk,
    answer(item, payload, href) {
      const messageId = host.send(stepEvent("answer", item, payload), true);
      const giveUp = (): void => {
        if (href) host.navigate(href);
        else renderer?.takeDown(item.enrolment);
      };
      leave(item, messageId, href ? NAVIGATE_WAIT_MS : ANSWER_WAIT_MS, giveUp, href);
      emitter.emit("answer", { item, ...payload });
    },
    close(item, reason) {
      leave(item, host.send(stepEvent("close", item, { reason }), true), ANSWER_WAIT_MS, () => {});
      emitter.emit("close", { item, reason });
    },
    shown: (item) => emitter.emit("show", { item }),
    seen(item) {
      const key = keyOf(item);
      if (seen.has(key)) return;
      seen.add(key);
      host.send(stepEvent("seen", item), false);
      emitter.emit("seen", { item });
    },
  };

  const present = (item: ShowItem): void => {
    useChunk("renderer", (factory) => {
      renderer = renderer ?? guard(factory)(rendererHost, options);
      if (open.get(item.enrolment)?.item === item) renderer?.show(item);
    });
  };

  const accept = (item: ShowItem): void => {
    const current = open.get(item.enrolment);
    const sameStep = current?.item.step === item.step;
    // A step just answered or closed here: the response was on its way before the server knew.
    if (sameStep && current?.leaving && item.resumed) return;
    if (sameStep && !current?.leaving && renderer?.isShown(item.enrolment)) return;
    current?.leaving?.stop();
    const href = current?.leaving?.href;
    // The next page asks again and gets this step there.
    if (href && host.navigate(href)) return;
    if (item.format !== "inline") {
      for (const [enrolment, other] of Array.from(open)) {
        if (enrolment !== item.enrolment && other.item.format !== "inline") takeDown(enrolment);
      }
    }
    open.set(item.enrolment, { item });
    present(item);
  };

  return {
    apply(show, close) {
      for (const { enrolment, step } of close) {
        const current = open.get(enrolment);
        if (current?.item.step !== step) continue;
        if (!current.leaving) emitter.emit("close", { item: current.item, reason: "server" });
        if (!current.leaving?.href) takeDown(enrolment);
      }
      for (const item of show) guard(accept)(item);
    },
    settle(messageIds, verdicts = []) {
      for (const [enrolment, { item, leaving }] of Array.from(open)) {
        if (!leaving || !messageIds.has(leaving.messageId)) continue;
        if (verdicts.some((each) => each.messageId === leaving.messageId && each.reason === "bad_answer")) {
          leaving.stop();
          open.set(enrolment, { item });
          present(item);
          continue;
        }
        takeDown(enrolment);
        if (leaving.href) host.navigate(leaving.href);
      }
    },
    // A message that still waits for its place or for a calm moment counts too: it must go if the server says so.
    showing: () =>
      Array.from(open.values())
        .filter(({ leaving }) => !leaving)
        .map(({ item: { enrolment, step } }) => ({ enrolment, step })),
    clear() {
      for (const enrolment of Array.from(open.keys())) takeDown(enrolment);
    },
  };
}

const keyOf = ({ enrolment, step }: ShownStep): string => `${enrolment} ${step}`;
