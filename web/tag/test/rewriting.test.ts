import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import type { Rewrite } from "../src/core/wire.ts";
import type { Renderer } from "../src/renderer_contract.ts";
import { flushMicrotasks, setHidden, showItem } from "./fakes.ts";
import { asked, host, stageRenderer } from "./stage.ts";

let renderer: Renderer;
const rewrite = (...changes: Rewrite[]) =>
  showItem({ format: "inline" }, { type: "rewrite", rewrite: changes });
const one = (selector: string): HTMLElement => document.querySelector(selector) as HTMLElement;
const SEE_ME = { top: 100, bottom: 200, width: 300, height: 100 };

/** Where every element stands; its height is that of its text, so that a longer text is a higher box. */
let stand: { top: number; heightOf(text: string): number };

beforeEach(() => {
  vi.useFakeTimers();
  setHidden(false);
  stand = { top: SEE_ME.top, heightOf: () => 100 };
  vi.spyOn(Element.prototype, "getBoundingClientRect").mockImplementation(function (this: Element) {
    return new DOMRect(0, stand.top, 300, stand.heightOf(this.textContent ?? ""));
  });
  vi.stubGlobal("innerHeight", 800);
  document.body.innerHTML = `<section id="hero"><h2>秋の<b>新作</b></h2><a href="/autumn"><img src="/autumn.jpg" alt="秋"></a></section>
    <ul><li class="a">A</li><li class="x">X</li><li class="b">B</li></ul>`;
  renderer = stageRenderer();
});
afterEach(async () => {
  renderer.takeDown("e1");
  document.body.replaceChildren();
  await flushMicrotasks();
  vi.useRealTimers();
  vi.unstubAllGlobals();
  vi.restoreAllMocks();
});

/** The page was painted so long ago that its words have been read. */
const read = (): void => void vi.advanceTimersByTime(5_000);

describe("a rewrite", () => {
  it("changes words as words, keeps the page's own elements, and gives everything back", () => {
    const title = one("h2");
    const bold = one("b");
    renderer.show(rewrite({ selector: "h2", text: "<i>おかえりなさい</i>" }));
    expect(title.textContent).toBe("<i>おかえりなさい</i>");
    expect(title.querySelector("i")).toBeNull();
    expect(bold.isConnected).toBe(true);
    expect(host.shown).toHaveBeenCalledOnce();
    expect(asked).toEqual(["inline"]);
    renderer.takeDown("e1");
    expect(title.innerHTML).toBe("秋の<b>新作</b>");
    expect(renderer.isShown("e1")).toBe(false);
  });

  it("changes a link, and none that could run", () => {
    renderer.show(
      rewrite({ selector: "#hero a", href: "/again" }, { selector: "#hero", href: "javascript:x" }),
    );
    expect(one("a").getAttribute("href")).toBe(`${location.origin}/again`);
    renderer.takeDown("e1");
    expect(one("a").getAttribute("href")).toBe("/autumn");
  });

  it("changes a picture when it can be drawn at once", async () => {
    let drawn: (() => void) | undefined;
    vi.stubGlobal(
      "Image",
      class {
        src = "";
        decode = () => new Promise<void>((done) => (drawn = done));
      },
    );
    renderer.show(rewrite({ selector: "#hero img", image: { src: "/again.jpg", alt: "器" } }));
    expect(one("img").getAttribute("src")).toBe("/autumn.jpg");
    drawn?.();
    await flushMicrotasks();
    expect(one("img").getAttribute("src")).toBe(`${location.origin}/again.jpg`);
    expect(one("img").getAttribute("alt")).toBe("器");
    renderer.takeDown("e1");
    expect(one("img").getAttribute("src")).toBe("/autumn.jpg");
  });

  it("changes the order of the named blocks out of sight, and leaves the others in place", () => {
    const order = (): string => Array.from(document.querySelectorAll("li"), (li) => li.textContent).join("");
    renderer.show(rewrite({ selector: "ul", order: [".b", ".a"] }));
    expect(order()).toBe("AXB");
    stand.top = 900;
    window.dispatchEvent(new Event("scroll"));
    expect(order()).toBe("BXA");
    renderer.takeDown("e1");
    expect(order()).toBe("AXB");
  });

  it("touches no field, no script and no message of its own", () => {
    document.body.innerHTML = '<textarea id="t">a</textarea><script id="s" type="text/plain">b</script>';
    renderer.show(rewrite({ selector: "#t", text: "x" }, { selector: "#s", text: "x" }));
    expect([one("#t").textContent, one("#s").textContent]).toEqual(["a", "b"]);
    expect(host.shown).not.toHaveBeenCalled();
  });
});

describe("what is seen", () => {
  it("is not changed once it has been read, until it is out of sight", () => {
    read();
    renderer.show(rewrite({ selector: "h2", text: "おかえりなさい" }));
    expect(one("h2").textContent).toBe("秋の新作");
    stand.top = 900;
    vi.advanceTimersByTime(500);
    expect(one("h2").textContent).toBe("おかえりなさい");
  });

  it("is not changed if anything would move", () => {
    stand.heightOf = (text) => (text.length > 6 ? 200 : 100);
    renderer.show(rewrite({ selector: "h2", text: "おかえりなさいませ、お客さま" }));
    expect(one("h2").innerHTML).toBe("秋の<b>新作</b>");
    expect(host.shown).not.toHaveBeenCalled();
  });

  it("above the view is changed only if nothing moves", () => {
    read();
    stand.top = -500;
    stand.heightOf = (text) => (text.length > 6 ? 200 : 100);
    renderer.show(rewrite({ selector: "h2", text: "おかえりなさいませ、お客さま" }));
    expect(one("h2").textContent).toBe("秋の新作");
  });

  it("may be anything before it was painted: what the page's script has just put there", async () => {
    read();
    stand.heightOf = (text) => text.length * 10;
    renderer.show(rewrite({ selector: "#late", text: "おかえりなさいませ、お客さま" }));
    document.body.insertAdjacentHTML("beforeend", '<div><p id="late">はじめまして</p></div>');
    await flushMicrotasks();
    expect(one("#late").textContent).toBe("おかえりなさいませ、お客さま");
  });
});

describe("a page that redraws itself", () => {
  it("gets the change again before the next frame, also as a new element", async () => {
    renderer.show(rewrite({ selector: "h2", text: "おかえりなさい" }));
    read();
    one("#hero").innerHTML = "<h2>秋の新作</h2>";
    await flushMicrotasks();
    expect(one("h2").textContent).toBe("おかえりなさい");
  });

  it("is left alone when it will not have it", async () => {
    renderer.show(rewrite({ selector: "h2", text: "おかえりなさい" }));
    for (let round = 0; round < 30; round++) {
      one("h2").textContent = "秋の新作";
      await flushMicrotasks();
    }
    expect(one("h2").textContent).toBe("秋の新作");
  });

  it("keeps what it says itself when the change is taken back", async () => {
    renderer.show(rewrite({ selector: "h2", text: "おかえりなさい" }));
    one("h2").textContent = "冬の新作";
    await flushMicrotasks();
    expect(one("h2").textContent).toBe("おかえりなさい");
    renderer.takeDown("e1");
    expect(one("h2").textContent).toBe("冬の新作");
  });
});
