import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { createEmitter } from "../src/core/emitter.ts";
import { ANSWER_WAIT_MS, NAVIGATE_WAIT_MS } from "../src/core/limits.ts";
import { createShows } from "../src/core/shows.ts";
import type { EventFields, ShowItem } from "../src/core/wire.ts";
import type { RendererFactory, RendererHost } from "../src/renderer_contract.ts";
import { showItem } from "./fakes.ts";

/** A renderer that keeps a list of what is on the page. */
function setUp() {
  const onPage: ShowItem[] = [];
  let visitor = {} as RendererHost;
  const takeDown = (enrolment: string): void => {
    const at = onPage.findIndex((item) => item.enrolment === enrolment);
    if (at >= 0) onPage.splice(at, 1);
  };
  const renderer = {
    show: vi.fn((item: ShowItem) => {
      takeDown(item.enrolment);
      onPage.push(item);
    }),
    takeDown,
    isShown: (enrolment: string) => onPage.some((item) => item.enrolment === enrolment),
  };
  const sent: EventFields[] = [];
  const navigate = vi.fn((href: string) => href[0] === "/");
  const emitter = createEmitter();
  const shows = createShows(
    (_name, onReady) =>
      (onReady as (factory: RendererFactory) => void)((host) => {
        visitor = host;
        return renderer;
      }),
    { nonce: "", theme: "auto" },
    emitter,
    { activity: () => undefined, navigate, send: (event) => `m${sent.push(event)}` },
  );
  const steps = (): string[] => onPage.map(({ enrolment, step }) => `${enrolment}/${step}`);
  return { shows, renderer, sent, navigate, emitter, steps, visitor: () => visitor };
}

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

describe("shows", () => {
  it("shows a step and tells that it is showing", () => {
    const { shows, steps } = setUp();
    shows.apply([showItem()], []);
    expect(steps()).toEqual(["e1/ask"]);
    expect(shows.showing()).toEqual([{ enrolment: "e1", step: "ask" }]);
  });

  it("does not draw a resumed step again that is there already", () => {
    const { shows, renderer } = setUp();
    shows.apply([showItem()], []);
    shows.apply([showItem({ resumed: true })], []);
    expect(renderer.show).toHaveBeenCalledTimes(1);
  });

  it("asks once more when the answer did not fit its step, and keeps the step open", () => {
    const { shows, renderer, steps, visitor } = setUp();
    const item = showItem();
    shows.apply([item], []);
    visitor().answer(item, { value: "not an address" });
    expect(shows.showing()).toEqual([]);
    shows.settle(new Set(["m1"]), [{ messageId: "m1", verdict: "invalid", reason: "bad_answer" }]);
    expect(steps()).toEqual(["e1/ask"]);
    expect(renderer.show).toHaveBeenCalledTimes(2);
    expect(shows.showing()).toEqual([{ enrolment: "e1", step: "ask" }]);
    vi.advanceTimersByTime(ANSWER_WAIT_MS);
    expect(steps()).toEqual(["e1/ask"]);
    visitor().answer(item, { value: "hanako@example.jp" });
    shows.settle(new Set(["m2"]), [{ messageId: "m2", verdict: "ok" }]);
    expect(steps()).toEqual([]);
  });

  it("never has two interrupting messages on the page, and leaves inline ones alone", () => {
    const { shows, steps } = setUp();
    shows.apply([showItem({ enrolment: "e0", format: "inline" }), showItem()], []);
    shows.apply([showItem({ enrolment: "e2", format: "modal" })], []);
    expect(steps()).toEqual(["e0/ask", "e2/ask"]);
  });

  it("closes what the server closes, but not a later step of the same enrolment", () => {
    const { shows, steps, sent } = setUp();
    shows.apply([showItem({ step: "second" })], []);
    shows.apply([], [{ enrolment: "e1", step: "ask" }]);
    expect(steps()).toEqual(["e1/second"]);
    shows.apply([], [{ enrolment: "e1", step: "second" }]);
    expect(steps()).toEqual([]);
    expect(sent).toEqual([]);
  });

  it("keeps an answered message until the answer is acknowledged, and swaps in the next step", () => {
    const { shows, steps, sent, visitor } = setUp();
    shows.apply([showItem()], []);
    visitor().answer(showItem(), { choice: "shipping" });
    expect(sent).toEqual([{ type: "answer", enrolment: "e1", step: "ask", choice: "shipping" }]);
    expect(steps()).toEqual(["e1/ask"]);
    expect(shows.showing()).toEqual([]);
    shows.apply([showItem({ step: "ship" })], []);
    shows.settle(new Set(["m1"]));
    expect(steps()).toEqual(["e1/ship"]);
  });

  it("takes the message down when the answer ends the dialogue, or was too late", () => {
    const { shows, steps, visitor } = setUp();
    shows.apply([showItem()], []);
    visitor().answer(showItem(), { choice: "none" });
    shows.apply([], []);
    shows.settle(new Set(["m1"]));
    expect(steps()).toEqual([]);
  });

  it("does not leave an answered message standing when no acknowledgement comes", () => {
    const { shows, steps, visitor } = setUp();
    shows.apply([showItem()], []);
    visitor().answer(showItem(), { choice: "none" });
    vi.advanceTimersByTime(ANSWER_WAIT_MS);
    expect(steps()).toEqual([]);
    shows.apply([showItem({ step: "ship" })], []);
    expect(steps()).toEqual(["e1/ship"]);
  });

  it("does not bring a message back that was closed while a response was on its way", () => {
    const { shows, steps, sent, visitor, renderer } = setUp();
    shows.apply([showItem()], []);
    renderer.takeDown("e1");
    visitor().close(showItem(), "not_now");
    expect(sent).toEqual([{ type: "close", enrolment: "e1", step: "ask", reason: "not_now" }]);
    shows.apply([showItem({ resumed: true })], []);
    expect(steps()).toEqual([]);
    shows.settle(new Set(["m1"]));
    expect(shows.showing()).toEqual([]);
  });

  it("goes to a choice's link once the answer is acknowledged", () => {
    const { shows, navigate, visitor } = setUp();
    shows.apply([showItem()], []);
    visitor().answer(showItem(), { choice: "guide" }, "/guide");
    expect(navigate).not.toHaveBeenCalled();
    shows.settle(new Set(["m1"]));
    vi.advanceTimersByTime(NAVIGATE_WAIT_MS * 2);
    expect(navigate.mock.calls).toEqual([["/guide"]]);
  });

  it("goes there after a second at the latest, and only once", () => {
    const { shows, navigate, visitor } = setUp();
    shows.apply([showItem()], []);
    visitor().answer(showItem(), { choice: "guide" }, "/guide");
    vi.advanceTimersByTime(NAVIGATE_WAIT_MS);
    expect(navigate.mock.calls).toEqual([["/guide"]]);
  });

  it("shows the next step here only if the link keeps the page", () => {
    const { shows, navigate, steps, visitor } = setUp();
    shows.apply([showItem()], []);
    visitor().answer(showItem(), { choice: "guide" }, "/guide");
    shows.apply([showItem({ step: "later" })], []);
    expect(navigate).toHaveBeenCalledWith("/guide");
    expect(steps()).toEqual(["e1/ask"]);

    const other = setUp();
    other.shows.apply([showItem()], []);
    other.visitor().answer(showItem(), { choice: "call" }, "tel:0120");
    other.shows.apply([showItem({ step: "later" })], []);
    expect(other.navigate).toHaveBeenCalledWith("tel:0120");
    expect(other.steps()).toEqual(["e1/later"]);
  });

  it("reports a step as seen once", () => {
    const { shows, sent, visitor } = setUp();
    shows.apply([showItem()], []);
    visitor().seen(showItem());
    visitor().seen(showItem());
    expect(sent).toEqual([{ type: "seen", enrolment: "e1", step: "ask" }]);
  });

  it("goes on after an item that makes no sense", () => {
    const { shows, steps } = setUp();
    shows.apply([null as unknown as ShowItem, showItem()], []);
    expect(steps()).toEqual(["e1/ask"]);
  });

  it("survives a listener that throws", () => {
    const { shows, emitter, steps, visitor } = setUp();
    emitter.on("answer", () => {
      throw new Error("of the shop");
    });
    shows.apply([showItem()], []);
    visitor().answer(showItem(), { choice: "a" });
    shows.clear();
    expect(steps()).toEqual([]);
  });
});
