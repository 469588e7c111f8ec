import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import type { UseChunk } from "../src/chunk_contract.ts";
import { createSignals, type Signals } from "../src/core/signals.ts";
import type { Json } from "../src/core/wire.ts";
import { createSignalsPart, type SignalsFactory } from "../src/signals/index.ts";
import { meets } from "../src/signals/registry.ts";
import { fakeStore, scrollTo, setHidden } from "./fakes.ts";

let signals: Signals;
let store: ReturnType<typeof fakeStore>;
let reports: [name: string, properties: Record<string, Json>][];

/** The chunk is there at once. */
const useSignals = ((_name: string, onReady: (create: SignalsFactory) => void) =>
  onReady(createSignalsPart)) as UseChunk;

const arm = (signal: string, ...params: Record<string, Json>[]): void =>
  signals.arm(
    (params.length > 0 ? params : [{}]).map((each, i) => ({ campaign: `c${i}`, signal, params: each })),
  );
const seconds = (count: number): void => void vi.advanceTimersByTime(count * 1000);
const act = (type: string, init: object = {}, target: EventTarget = document): void => {
  target.dispatchEvent(Object.assign(new Event(type, { bubbles: true }), init));
};

beforeEach(() => {
  vi.useFakeTimers();
  setHidden(false);
  scrollTo(0);
  reports = [];
  store = fakeStore();
  signals = createSignals(store, useSignals, (name, properties) => reports.push([name, properties]));
});
afterEach(() => {
  signals.newPage();
  document.body.replaceChildren();
  history.replaceState(null, "", "/");
  vi.useRealTimers();
});

describe("registry", () => {
  it("observes nothing that is not armed", () => {
    const listening = vi.spyOn(document, "addEventListener");
    arm("dwell", { seconds: 5 });
    expect(listening).not.toHaveBeenCalled();
    arm("hesitation");
    expect(listening).toHaveBeenCalled();
  });

  it("reports each threshold of a campaign once a page, however often the list comes again", () => {
    arm("dwell", { seconds: 5 }, { seconds: 10 });
    seconds(6);
    arm("dwell", { seconds: 5 }, { seconds: 10 });
    seconds(20);
    expect(reports).toEqual([
      ["dwell", { seconds: 5 }],
      ["dwell", { seconds: 10 }],
    ]);
  });

  it("starts afresh on a new page", () => {
    arm("dwell", { seconds: 5 });
    seconds(6);
    signals.newPage();
    seconds(6);
    expect(reports).toHaveLength(1);
    arm("dwell", { seconds: 8 });
    seconds(2);
    expect(reports).toHaveLength(2);
  });

  it("does not report what is armed no longer", () => {
    arm("dwell", { seconds: 5 });
    signals.arm([]);
    seconds(20);
    expect(reports).toEqual([]);
  });

  it("leaves page_view to the page event and ignores signals it does not know", () => {
    arm("page_view");
    arm("of_a_later_version");
    seconds(60);
    expect(reports).toEqual([]);
  });

  it.each<[Record<string, Json>, Record<string, Json>, boolean]>([
    [{}, { seconds: 1 }, true],
    [{ seconds: 5 }, { seconds: 5 }, true],
    [{ seconds: 5 }, { seconds: 4.9 }, false],
    [{ seconds: 5 }, {}, false],
    [{ device: "phone" }, { device: "phone" }, true],
    [{ device: "phone" }, { device: "desktop" }, false],
  ])("params %j are met by %j: %s", (params, properties, expected) => {
    expect(meets(params, properties)).toBe(expected);
  });
});

describe("dwell", () => {
  it("counts time with the page visible only", () => {
    arm("dwell", { seconds: 10 });
    seconds(4);
    setHidden(true);
    seconds(100);
    setHidden(false);
    seconds(5);
    expect(reports).toEqual([]);
    seconds(2);
    expect(reports).toEqual([["dwell", { seconds: 10 }]]);
  });

  it("stops counting 30 s after the last input", () => {
    arm("dwell", { seconds: 40 });
    seconds(300);
    expect(reports).toEqual([]);
    act("pointermove");
    seconds(11);
    expect(reports).toHaveLength(1);
  });

  it("counts from the beginning of the page, also when armed later", () => {
    seconds(7);
    arm("dwell", { seconds: 5 });
    expect(reports).toEqual([["dwell", { seconds: 7 }]]);
  });

  it("waits 30 s where a campaign names no time", () => {
    arm("dwell");
    seconds(29);
    expect(reports).toEqual([]);
    seconds(2);
    expect(reports).toHaveLength(1);
  });
});

describe("scroll", () => {
  it("is the deepest point over the height of the page as it is now", () => {
    arm("scroll", { percent: 50 }, { percent: 75 });
    scrollTo(1100, 4000);
    expect(reports).toEqual([]);
    scrollTo(1200, 4000);
    scrollTo(2200, 8000);
    expect(reports).toEqual([["scroll", { percent: 50 }]]);
    scrollTo(5300, 8000);
    expect(reports[1]).toEqual(["scroll", { percent: 76 }]);
  });

  it("is complete at once on a page without scrolling", () => {
    scrollTo(0, 700);
    arm("scroll", { percent: 90 });
    expect(reports).toEqual([["scroll", { percent: 100 }]]);
  });
});

describe("exit intent", () => {
  const leaveByTop = (fromY = 40): void => {
    act("mousemove", { clientY: fromY });
    act("mouseout", { clientY: -2, relatedTarget: null });
  };

  it("is the mouse leaving through the top edge, once, after three seconds", () => {
    arm("exit_intent");
    leaveByTop();
    expect(reports).toEqual([]);
    seconds(3);
    leaveByTop();
    leaveByTop();
    expect(reports).toEqual([["exit_intent", { device: "desktop" }]]);
  });

  it("is not the mouse leaving elsewhere, or moving between elements", () => {
    arm("exit_intent");
    seconds(5);
    act("mousemove", { clientY: 400 });
    act("mouseout", { clientY: 300, relatedTarget: null });
    act("mouseout", { clientY: 0, relatedTarget: document.body });
    expect(reports).toEqual([]);
  });

  const flick = (...positions: number[]): void => {
    for (const y of positions) {
      vi.advanceTimersByTime(100);
      scrollTo(y);
    }
  };

  it("on a phone is a flick upwards after having been deep in the page", () => {
    arm("exit_intent", { device: "phone" });
    seconds(5);
    scrollTo(1500);
    act("touchmove");
    flick(1300, 1100, 900);
    expect(reports).toEqual([["exit_intent", { device: "phone" }]]);
  });

  it("on a phone is no jump of a script, no slow scrolling, and nothing near the top", () => {
    arm("exit_intent", { device: "phone" });
    seconds(5);
    act("touchmove");
    scrollTo(500);
    flick(300, 200, 0);
    scrollTo(2000);
    seconds(5);
    flick(1500, 1000, 0);
    scrollTo(2000);
    act("touchmove");
    scrollTo(0);
    scrollTo(2000);
    for (const y of [1800, 1600, 1400, 1200]) {
      act("touchmove");
      seconds(1);
      scrollTo(y);
    }
    expect(reports).toEqual([]);
  });
});

describe("hesitation", () => {
  const inTheCart = (): void => history.replaceState(null, "", "/cart");

  it("is a little mouse, scrolling up and down, and then nothing on a cart page", () => {
    inTheCart();
    arm("hesitation");
    act("pointermove");
    scrollTo(300);
    seconds(1);
    scrollTo(100);
    seconds(7);
    expect(reports).toEqual([]);
    seconds(3);
    expect(reports).toEqual([
      ["hesitation", { score: 65, seconds: 8, reversals: 1, hovers: 0, returns: 0, changes: 0 }],
    ]);
  });

  it("is noticed on a short page too, by the wheel, and on a phone without a mouse", () => {
    inTheCart();
    scrollTo(0, 700);
    arm("hesitation");
    act("wheel", { deltaY: 120 });
    act("wheel", { deltaY: -120 });
    seconds(9);
    expect(reports).toMatchObject([["hesitation", { score: 60, reversals: 1 }]]);
  });

  it("is not steady reading, even with the mouse moving along", () => {
    inTheCart();
    arm("hesitation");
    for (let y = 0; y < 3000; y += 250) {
      scrollTo(y);
      act("pointermove");
      seconds(7);
    }
    seconds(20);
    expect(reports).toEqual([]);
  });

  it("is not acting: a press decides, and clears what came before", () => {
    inTheCart();
    const button = document.body.appendChild(document.createElement("button"));
    arm("hesitation");
    for (let i = 0; i < 5; i++) {
      scrollTo(400);
      scrollTo(0);
      seconds(2);
      act("click", {}, button);
      seconds(3);
    }
    seconds(30);
    expect(reports).toEqual([]);
  });

  it("counts stays over a price and changes of a quantity", () => {
    const price = document.body.appendChild(document.createElement("span"));
    price.className = "item-price";
    const quantity = document.body.appendChild(document.createElement("input"));
    quantity.name = "quantity";
    arm("hesitation", { score: 50 });
    act("pointermove", {}, price);
    seconds(1);
    act("pointermove", {}, document.body);
    act("pointermove", {}, price);
    act("change", {}, quantity);
    act("change", {}, quantity);
    seconds(9);
    expect(reports).toMatchObject([["hesitation", { hovers: 2, changes: 2 }]]);
  });

  it("does not take the header's cart link for a decision", () => {
    document.body.innerHTML = '<header><a class="cart-link" href="/cart">カート</a></header>';
    arm("hesitation", { score: 45 });
    act("pointermove", {}, document.querySelector("a") as Element);
    seconds(9);
    expect(reports).toMatchObject([["hesitation", { score: 45, hovers: 0 }]]);
  });

  it("is not held off by a carousel that scrolls by itself", () => {
    inTheCart();
    const carousel = document.body.appendChild(document.createElement("div"));
    arm("hesitation");
    scrollTo(300);
    scrollTo(0);
    for (let i = 0; i < 10; i++) {
      act("scroll", {}, carousel);
      seconds(1);
    }
    expect(reports).toHaveLength(1);
  });

  it("forgets a turn after half a minute", () => {
    inTheCart();
    arm("hesitation");
    scrollTo(300);
    scrollTo(0);
    for (let i = 0; i < 10; i++) {
      act("pointermove");
      seconds(3.5);
    }
    seconds(20);
    expect(reports).toEqual([]);
  });
});
