import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import type { Content } from "../src/core/wire.ts";
import type { Renderer } from "../src/renderer_contract.ts";
import { showItem } from "./fakes.ts";
import { CHOICES, card, find, host, messages, stageRenderer } from "./stage.ts";

let renderer: Renderer;

beforeEach(() => {
  vi.useFakeTimers();
  renderer = stageRenderer();
});
afterEach(() => {
  renderer.takeDown("e1");
  document.body.replaceChildren();
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

describe("inline", () => {
  const inline = (content: Partial<Content>) =>
    showItem({ format: "inline" }, { selector: "#place", ...content });
  const place = (box: { top: number; bottom: number }, inner = ""): HTMLElement => {
    document.body.innerHTML = `<div id="place">${inner}</div>`;
    const node = document.getElementById("place") as HTMLElement;
    node.getBoundingClientRect = () => ({ ...box, height: box.bottom - box.top }) as DOMRect;
    return node;
  };

  it("goes into a reserved place with room", () => {
    const node = place({ top: 100, bottom: 300 });
    vi.spyOn(node, "clientHeight", "get").mockReturnValue(200);
    renderer.show(inline({}));
    expect(node.querySelector("kizukai-message")).not.toBeNull();
    expect(host.shown).toHaveBeenCalledOnce();
  });

  it("does not go into an empty place that would grow before the visitor's eyes", () => {
    const node = place({ top: 100, bottom: 100 });
    vi.spyOn(node, "clientHeight", "get").mockImplementation(() => node.children.length * 180);
    renderer.show(inline({}));
    expect(node.children).toHaveLength(0);
    expect(host.shown).not.toHaveBeenCalled();
  });

  it("goes beside content only where nobody looks yet", () => {
    vi.stubGlobal("innerHeight", 800);
    const node = place({ top: 300, bottom: 700 }, "<p>商品</p>");
    renderer.show(inline({ position: "after" }));
    expect(messages()).toEqual([]);
    node.getBoundingClientRect = () => ({ top: 900, bottom: 1300, height: 400 }) as DOMRect;
    vi.advanceTimersByTime(500);
    expect(node.nextElementSibling).toBe(messages()[0]);
  });

  it("keeps its room when it is over in view, and the next message has it", () => {
    const node = place({ top: 100, bottom: 300 });
    vi.spyOn(node, "clientHeight", "get").mockReturnValue(200);
    renderer.show(inline({}));
    card().getBoundingClientRect = () => ({ top: 100, bottom: 300 }) as DOMRect;
    find(".close").click();
    expect(host.close).toHaveBeenCalledOnce();
    expect(messages()).toHaveLength(1);
    expect(card().style.visibility).toBe("hidden");
    renderer.show({ ...inline({ title: "次" }), enrolment: "e2" });
    expect(messages()).toHaveLength(1);
    expect(card().style.visibility).toBe("");
    expect(find(".title").textContent).toBe("次");
  });

  it("waits for a place that does not exist yet, and is forgotten when taken down", () => {
    renderer.show(inline({}));
    renderer.takeDown("e1");
    const node = place({ top: 100, bottom: 300 });
    vi.spyOn(node, "clientHeight", "get").mockReturnValue(200);
    vi.advanceTimersByTime(5_000);
    expect(messages()).toEqual([]);
  });

  it("keeps its height at a step change", () => {
    const node = place({ top: 100, bottom: 300 });
    vi.spyOn(node, "clientHeight", "get").mockReturnValue(200);
    renderer.show(inline({ choices: CHOICES }));
    vi.spyOn(card(), "offsetHeight", "get").mockReturnValue(172);
    renderer.show({ ...inline({ title: "次" }), step: "second" });
    expect(find(".title").textContent).toBe("次");
    expect(card().style.height).toBe("172px");
  });
});

describe("a place that is too small", () => {
  const inline = showItem({ format: "inline" }, { selector: "#place", choices: CHOICES });
  /** A reserved place of `room` pixels; the message needs `needs`, or `tight` with little air. */
  const place = (room: number, needs: number, tight: number): HTMLElement => {
    document.body.innerHTML = '<div id="place"></div>';
    const node = document.getElementById("place") as HTMLElement;
    node.getBoundingClientRect = () => ({ top: 100, bottom: 100 + room }) as DOMRect;
    const height = (): number => {
      if (node.children.length === 0) return 0;
      const { style } = card();
      const wanted = style.getPropertyValue("--k-density") ? tight : needs;
      return style.maxHeight ? Math.min(wanted, Number.parseFloat(style.maxHeight)) : wanted;
    };
    vi.spyOn(node, "clientHeight", "get").mockImplementation(() => Math.max(room, height()));
    vi.spyOn(HTMLElement.prototype, "offsetHeight", "get").mockImplementation(height);
    return node;
  };
  afterEach(() => void vi.restoreAllMocks());

  it("is spoken in with less air", () => {
    place(200, 230, 190);
    renderer.show(inline);
    expect(card().style.getPropertyValue("--k-density")).toBe("0.6");
    expect(card().style.maxHeight).toBe("");
  });

  it("lets the message scroll inside, reachable by keyboard", () => {
    place(150, 230, 190);
    renderer.show(inline);
    expect(card().style.maxHeight).toBe("150px");
    expect(card().tabIndex).toBe(0);
  });

  it("is left alone where hardly half of it could be read", () => {
    place(90, 230, 190);
    renderer.show(inline);
    expect(messages()).toEqual([]);
    expect(host.shown).not.toHaveBeenCalled();
  });
});

describe("content that the server wrote into the page", () => {
  const write = (): HTMLElement => {
    document.body.innerHTML = `<aside data-kizukai-step="e1/ask"><p>お困りですか</p>
      <button data-kizukai-choice="more">くわしく</button>
      <a href="/guide" data-kizukai-choice="guide">選び方</a>
      <button data-kizukai-close="not_now">今は大丈夫です</button></aside>`;
    return document.body.firstElementChild as HTMLElement;
  };
  const item = showItem({ format: "inline" }, { selector: "#none" });
  const press = (selector: string): void => document.querySelector<HTMLElement>(selector)?.click();

  it("is adopted as it is: nothing is inserted, it counts as shown", () => {
    const aside = write();
    const before = aside.outerHTML;
    renderer.show(item);
    expect(aside.outerHTML).toBe(before);
    expect(messages()).toEqual([]);
    expect(host.shown).toHaveBeenCalledExactlyOnceWith(item);
  });

  it("answers by its choices, once", () => {
    write();
    renderer.show(item);
    press("[data-kizukai-choice=more]");
    press("[data-kizukai-choice=guide]");
    expect(host.answer).toHaveBeenCalledExactlyOnceWith(item, { choice: "more" }, undefined);
  });

  it("lets a link wait for its answer", () => {
    write();
    renderer.show(item);
    press("[data-kizukai-choice=guide]");
    expect(host.answer).toHaveBeenCalledExactlyOnceWith(
      item,
      { choice: "guide" },
      `${location.origin}/guide`,
    );
  });

  it("goes when it is refused", () => {
    const aside = write();
    renderer.show(item);
    press("[data-kizukai-close]");
    expect(host.close).toHaveBeenCalledExactlyOnceWith(item, "not_now");
    expect(aside.isConnected).toBe(false);
  });

  it("makes room for the next step in its own place", () => {
    const aside = write();
    vi.spyOn(aside, "offsetHeight", "get").mockReturnValue(120);
    renderer.show(item);
    renderer.show({ ...item, step: "second", content: { ...item.content, title: "次" } });
    expect(aside.isConnected).toBe(false);
    expect(find(".title").textContent).toBe("次");
    expect(card().style.height).toBe("120px");
  });
});
