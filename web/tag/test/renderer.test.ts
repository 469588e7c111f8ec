import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import type { Renderer } from "../src/renderer_contract.ts";
import { setHidden, showItem } from "./fakes.ts";
import {
  asked,
  CHOICES,
  card,
  find,
  host,
  messages,
  press,
  root,
  setActivity,
  stageRenderer,
  texts,
} from "./stage.ts";

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

describe("a card", () => {
  it("puts texts in as text, whatever they hold", () => {
    const title = '<img src=x onerror="alert(1)">';
    renderer.show(showItem({}, { title, body: "<b>a</b>", choices: [{ key: "a", label: "<i>b</i>" }] }));
    expect(find(".title").textContent).toBe(title);
    expect(card().querySelector("img,b,i")).toBeNull();
  });

  it("carries its language, a name, and a way out that is labelled", () => {
    renderer.show(
      showItem({}, { body: "本文", lang: "en", choices: CHOICES, labels: { close: "Close it" } }),
    );
    expect(card().lang).toBe("en");
    expect(card().getAttribute("role")).toBe("region");
    expect(root().getElementById(card().getAttribute("aria-labelledby") ?? "")?.textContent).toBe(
      "お困りですか",
    );
    expect(find(".close").getAttribute("aria-label")).toBe("Close it");
    expect(find(".quiet").textContent).toBe("I'm fine for now");
  });

  it("always lets the visitor refuse; once, if a choice is the refusal", () => {
    renderer.show(showItem({}, { choices: CHOICES }));
    expect(texts(".quiet")).toEqual(["今は大丈夫です"]);
    renderer.show(showItem({}, { choices: [...CHOICES, { key: "none", label: "大丈夫です" }] }));
    expect(texts(".quiet")).toEqual([]);
  });

  it.each([
    ["no choice at all", {}, false],
    ["an only choice that acknowledges", { choices: [{ key: "ok", label: "わかりました" }] }, false],
    ["an offer", { choices: [{ key: "guide", label: "選び方を見る", href: "/guide" }] }, true],
    ["a question with one answer", { type: "question", choices: [{ key: "ok", label: "はい" }] }, true],
  ] as const)("with %s is refused or not as its words ask for it", (_, content, refusable) => {
    renderer.show(showItem({}, content as object));
    expect(texts(".quiet")).toEqual(refusable ? ["今は大丈夫です"] : []);
    expect(find(".close").getAttribute("aria-label")).toBe("閉じる");
  });

  it.each([
    [".close", "button"],
    [".quiet", "not_now"],
    [".list button", "never"],
  ])("closed by %s is gone at once and says %s", (selector, reason) => {
    const item = showItem({}, { choices: CHOICES });
    renderer.show(item);
    find(selector).click();
    expect(messages()).toEqual([]);
    expect(host.close).toHaveBeenCalledExactlyOnceWith(item, reason);
  });

  it("keeps 「今後この案内を表示しない」 in a menu that Escape closes first", () => {
    renderer.show(showItem());
    const list = find<HTMLElement>(".list");
    expect(list.hidden).toBe(true);
    find(".more").click();
    expect(list.hidden).toBe(false);
    expect(find(".more").getAttribute("aria-expanded")).toBe("true");
    press("Escape", find(".list button"));
    expect(list.hidden).toBe(true);
    expect(host.close).not.toHaveBeenCalled();
    press("Escape", find(".more"));
    expect(host.close).toHaveBeenCalledWith(showItem(), "escape");
  });

  it("leaves out pictures and links that are not allowed", () => {
    const choices = [{ key: "a", label: "a", href: "javascript:alert(1)" }];
    renderer.show(showItem({}, { image: { src: "data:text/html,x", alt: "" }, choices }));
    expect(card().querySelector("img,a")).toBeNull();
    find(".choice").click();
    expect(host.answer).toHaveBeenCalledWith(expect.anything(), { choice: "a" }, undefined);
  });
});

describe("answers", () => {
  it("by a choice, once however often it is pressed", () => {
    renderer.show(showItem({}, { choices: CHOICES }));
    const [shipping, delivery] = Array.from(card().querySelectorAll<HTMLElement>(".choice"));
    shipping?.click();
    delivery?.click();
    find(".close").click();
    expect(host.answer).toHaveBeenCalledExactlyOnceWith(expect.anything(), { choice: "shipping" }, undefined);
    expect(host.close).not.toHaveBeenCalled();
    expect(card().getAttribute("aria-busy")).toBe("true");
  });

  it("by a link: the page waits for the answer, a new tab does not", () => {
    renderer.show(showItem({}, { choices: [{ key: "guide", label: "見る", href: "/guide" }] }));
    const event = new MouseEvent("click", { bubbles: true, cancelable: true });
    find("a").dispatchEvent(event);
    expect(event.defaultPrevented).toBe(true);
    expect(host.answer.mock.calls[0]?.slice(1)).toEqual([{ choice: "guide" }, `${location.origin}/guide`]);
    renderer.show(showItem({}, { choices: [{ key: "guide", label: "見る", href: "/guide" }] }));
    const inNewTab = new MouseEvent("click", { bubbles: true, cancelable: true, ctrlKey: true });
    find("a").dispatchEvent(inNewTab);
    expect(inNewTab.defaultPrevented).toBe(false);
    expect(host.answer.mock.calls[1]?.slice(1)).toEqual([{ choice: "guide" }, undefined]);
  });
});

describe("the interrupting place", () => {
  it("swaps a step inside the same frame, and lets focus stay in it", () => {
    renderer.show(showItem({}, { choices: CHOICES }));
    const frame = messages()[0];
    find(".choice").focus();
    find(".choice").click();
    renderer.show(showItem({ step: "ship" }, { title: "送料" }));
    expect(messages()).toEqual([frame]);
    expect(root().querySelectorAll(".card")).toHaveLength(1);
    expect(find(".title").textContent).toBe("送料");
    expect(root().activeElement).toBe(card());
  });

  it("never holds two messages", () => {
    renderer.show(showItem());
    renderer.show(showItem({ enrolment: "e2", format: "bar" }));
    expect(messages()).toHaveLength(1);
    expect(renderer.isShown("e1")).toBe(false);
    renderer.takeDown("e2");
    expect(messages()).toEqual([]);
  });

  it("takes no focus for a corner or bar, and tells screen readers politely", () => {
    const field = document.body.appendChild(document.createElement("input"));
    field.focus();
    renderer.show(showItem({}, { body: "ご不明な点はありますか" }));
    expect(document.activeElement).toBe(field);
    vi.advanceTimersByTime(200);
    expect(root().querySelector("[role=status]")?.textContent).toBe("お困りですか\nご不明な点はありますか");
  });

  it("waits until the visitor has stopped typing, but a reply does not wait", () => {
    setActivity("typing");
    renderer.show(showItem());
    vi.advanceTimersByTime(3_000);
    expect(messages()).toEqual([]);
    setActivity(undefined);
    vi.advanceTimersByTime(500);
    expect(messages()).toHaveLength(1);
    setActivity("typing");
    renderer.show(showItem({ step: "second" }, { title: "次" }));
    expect(find(".title").textContent).toBe("次");
  });

  it("forgets a waiting message that is taken down", () => {
    setActivity("typing");
    renderer.show(showItem());
    renderer.takeDown("e1");
    setActivity(undefined);
    vi.advanceTimersByTime(3_000);
    expect(messages()).toEqual([]);
  });

  it("steps aside on a phone while a field has the focus", () => {
    vi.stubGlobal("innerWidth", 390);
    const field = document.body.appendChild(document.createElement("input"));
    renderer.show(showItem());
    field.focus();
    vi.advanceTimersByTime(1);
    expect(messages()[0]?.hasAttribute("data-held")).toBe(true);
    field.blur();
    vi.advanceTimersByTime(1);
    expect(messages()[0]?.hasAttribute("data-held")).toBe(false);
  });

  it("comes back when the shop's script has thrown its element away", () => {
    renderer.show(showItem());
    document.body.replaceChildren();
    expect(renderer.isShown("e1")).toBe(false);
    renderer.show(showItem({ resumed: true }));
    expect(messages()).toHaveLength(1);
  });

  it("arrives when the page has stood still, and only when it is there", () => {
    const state = vi.spyOn(document, "readyState", "get").mockReturnValue("loading");
    renderer.show(showItem());
    vi.advanceTimersByTime(3_000);
    expect(messages()).toEqual([]);
    state.mockReturnValue("complete");
    document.dispatchEvent(new Event("scroll"));
    vi.advanceTimersByTime(250);
    expect(messages()).toEqual([]);
    vi.advanceTimersByTime(500);
    expect(messages()).toHaveLength(1);
    state.mockRestore();
  });

  it("does not wait for ever for a page that never finishes loading", () => {
    const state = vi.spyOn(document, "readyState", "get").mockReturnValue("loading");
    renderer.show(showItem());
    vi.advanceTimersByTime(4_300);
    expect(messages()).toHaveLength(1);
    state.mockRestore();
  });

  it("fetches nothing more for words and choices", () => {
    renderer.show(showItem({}, { choices: CHOICES, body: "本文" }));
    expect(asked).toEqual([]);
  });

  it("carries the direction of its words, and what the shop chose for its look", () => {
    const theme = { light: { radius: "2px", density: 0.8 }, dark: { radius: "9px" } };
    renderer.show(showItem({}, { lang: "ar", dir: "rtl", theme }));
    expect(card().dir).toBe("rtl");
    expect((messages()[0] as HTMLElement).style.getPropertyValue("--k-radius")).toBe("2px");
    expect((messages()[0] as HTMLElement).style.getPropertyValue("--k-density")).toBe("0.8");
    expect(find(".close").getAttribute("aria-label")).toBe("Close");
  });

  it("shows a format of a newer server as a corner card", () => {
    renderer.show(showItem({ format: "hologram" as "corner" }));
    expect(card().className).toBe("card corner");
  });
});

describe("a modal", () => {
  it("is a dialog that takes the focus, keeps it, and gives it back", () => {
    const before = document.body.appendChild(document.createElement("button"));
    before.focus();
    renderer.show(showItem({ format: "modal" }, { choices: CHOICES }));
    expect(card().getAttribute("role")).toBe("dialog");
    expect(card().getAttribute("aria-modal")).toBe("true");
    expect(root().activeElement).toBe(card());
    find(".close").focus();
    expect(press("Tab", find(".close")).defaultPrevented).toBe(true);
    expect(root().activeElement).toBe(find(".choice"));
    expect(press("Tab", find(".choice"), { shiftKey: true }).defaultPrevented).toBe(true);
    expect(root().activeElement).toBe(find(".close"));
    press("Escape", find(".close"));
    expect(host.close).toHaveBeenCalledWith(expect.anything(), "escape");
    expect(document.activeElement).toBe(before);
  });

  it("closes by a press beside it, not by one inside", () => {
    renderer.show(showItem({ format: "modal" }));
    find(".title").click();
    expect(host.close).not.toHaveBeenCalled();
    (root().querySelector(".dock") as HTMLElement).click();
    expect(host.close).toHaveBeenCalledWith(expect.anything(), "outside");
  });
});

describe("a toast", () => {
  const toast = (duration_ms?: number) => showItem({ format: "toast" }, duration_ms ? { duration_ms } : {});
  const timedOut = () => host.close.mock.calls.filter(([, reason]) => reason === "timeout").length;

  it("goes by itself, and says that nobody closed it", () => {
    setHidden(false);
    renderer.show(toast());
    expect(card().getAttribute("role")).toBe("status");
    vi.advanceTimersByTime(7_800);
    expect(timedOut()).toBe(0);
    vi.advanceTimersByTime(400);
    expect(timedOut()).toBe(1);
    expect(messages()).toEqual([]);
  });

  it.each([
    [1, 4_000],
    [99_000, 30_000],
  ])("of %i ms stays for %i ms", (wanted, stays) => {
    setHidden(false);
    renderer.show(toast(wanted));
    vi.advanceTimersByTime(stays - 200);
    expect(timedOut()).toBe(0);
    vi.advanceTimersByTime(400);
    expect(timedOut()).toBe(1);
  });

  it("waits while it has the focus and while the tab is hidden", () => {
    setHidden(false);
    renderer.show(toast());
    find(".close").focus();
    vi.advanceTimersByTime(20_000);
    expect(timedOut()).toBe(0);
    find(".close").blur();
    setHidden(true);
    vi.advanceTimersByTime(20_000);
    expect(timedOut()).toBe(0);
    setHidden(false);
    vi.advanceTimersByTime(8_200);
    expect(timedOut()).toBe(1);
  });

  it("has a way out and no menu, and nothing to refuse", () => {
    renderer.show(showItem({ format: "toast" }, { choices: [{ key: "see", label: "見る" }] }));
    expect(card().querySelector(".more,.quiet")).toBeNull();
    find(".close").click();
    expect(host.close).toHaveBeenCalledWith(expect.anything(), "button");
  });
});

describe("a message over everything", () => {
  const fullscreen = showItem({ format: "fullscreen" }, { choices: CHOICES });

  it("is a dialog, holds the page still, and lets it go", () => {
    const { style } = document.documentElement;
    vi.spyOn(document.documentElement, "clientWidth", "get").mockReturnValue(innerWidth);
    renderer.show(fullscreen);
    expect(card().getAttribute("role")).toBe("dialog");
    expect(style.overflow).toBe("hidden");
    press("Escape", find(".close"));
    expect(style.overflow).toBe("");
  });

  it("does not lock a page whose scroll bar would go", () => {
    vi.spyOn(document.documentElement, "clientWidth", "get").mockReturnValue(innerWidth - 15);
    vi.stubGlobal("CSS", { supports: () => false });
    renderer.show(fullscreen);
    expect(document.documentElement.style.overflow).toBe("");
  });

  it("waits while a field has the focus", () => {
    const field = document.body.appendChild(document.createElement("input"));
    field.focus();
    renderer.show(fullscreen);
    vi.advanceTimersByTime(5_000);
    expect(messages()).toEqual([]);
    field.blur();
    vi.advanceTimersByTime(500);
    expect(messages()).toHaveLength(1);
  });
});

describe("where it stands", () => {
  /** Lays one element under every point of a part of the window. */
  const under = (covers: (x: number, y: number) => boolean, element: Element): void => {
    document.body.append(element);
    document.elementsFromPoint = (x, y) => (covers(x, y) ? [element] : []);
  };
  const box = (width: number, height: number): void => {
    vi.spyOn(HTMLElement.prototype, "getBoundingClientRect").mockImplementation(
      () => new DOMRect(innerWidth - width, innerHeight - height, width, height),
    );
  };
  const made = (html: string): Element => {
    document.body.innerHTML = html;
    return document.body.firstElementChild as Element;
  };
  const side = (): string | undefined => (root().querySelector(".dock") as HTMLElement).dataset.side;
  afterEach(() => {
    vi.restoreAllMocks();
    Reflect.deleteProperty(document, "elementsFromPoint");
  });

  it.each([
    ['<button type="button">お気に入り</button>', "left"],
    ["<h2>お手入れ</h2>", "left"],
    ['<p class="price">¥1,200</p>', "left"],
    ["<p>本文</p>", "right"],
  ])("%s on the right sends it %s", (html, expected) => {
    box(360, 200);
    under((x) => x > innerWidth / 2, made(html));
    renderer.show(showItem());
    expect(side()).toBe(expected);
  });

  it("prefers covering many other things to covering one price", () => {
    box(360, 200);
    const price = made('<p class="price">¥1,200</p>');
    const link = document.body.appendChild(document.createElement("a"));
    link.href = "/";
    document.elementsFromPoint = (x) => [x > innerWidth / 2 ? link : price];
    renderer.show(showItem());
    expect(side()).toBe("right");
  });

  it("begins on the left of a page that is read from the right", () => {
    box(360, 200);
    document.elementsFromPoint = () => [];
    vi.spyOn(window, "getComputedStyle").mockImplementation(
      () =>
        ({
          direction: "rtl",
          getPropertyValue: () => "",
          visibility: "visible",
        }) as unknown as CSSStyleDeclaration,
    );
    renderer.show(showItem());
    expect(side()).toBe("left");
  });

  describe("on a phone", () => {
    const isPeek = (): boolean => card().classList.contains("peek");
    const opener = (): HTMLElement => find("[aria-expanded=false]");
    beforeEach(() => {
      vi.stubGlobal("innerWidth", 390);
      box(390, 300);
    });

    it("steps back instead of lying over a price, keeps its answers, and opens when asked", () => {
      under(() => true, made('<p class="price">¥1,200</p>'));
      renderer.show(showItem({}, { choices: CHOICES }));
      expect(isPeek()).toBe(true);
      expect(texts(".choice")).toEqual(["送料について", "お届け日について"]);
      expect(root().activeElement).toBeNull();
      expect(host.shown).toHaveBeenCalledOnce();
      opener().click();
      expect(isPeek()).toBe(false);
      expect(root().activeElement).toBe(card());
      window.dispatchEvent(new Event("scroll"));
      vi.advanceTimersByTime(500);
      expect(isPeek()).toBe(false);
    });

    it("steps back when a cart button comes to lie under it", () => {
      const button = made('<button class="add-to-cart">カートに入れる</button>');
      renderer.show(showItem());
      expect(isPeek()).toBe(false);
      under(() => true, button);
      window.dispatchEvent(new Event("scroll"));
      vi.advanceTimersByTime(500);
      expect(isPeek()).toBe(true);
    });

    it("does not step back once the visitor has pressed something in it", () => {
      const price = made('<p class="price">¥1,200</p>');
      renderer.show(showItem());
      find(".more").click();
      find(".more").blur();
      under(() => true, price);
      window.dispatchEvent(new Event("scroll"));
      vi.advanceTimersByTime(500);
      expect(isPeek()).toBe(false);
    });

    it("stays where nothing is decided", () => {
      under(() => true, made("<a href='/news'>お知らせ</a>"));
      renderer.show(showItem());
      expect(isPeek()).toBe(false);
    });

    it("answers and closes as a peek", () => {
      under(() => true, made('<p class="price">¥1,200</p>'));
      renderer.show(showItem({}, { choices: CHOICES }));
      find(".close").click();
      expect(host.close).toHaveBeenCalledWith(expect.anything(), "button");
      expect(messages()).toEqual([]);
      renderer.show(showItem({}, { choices: CHOICES }));
      find(".choice").click();
      expect(host.answer).toHaveBeenCalledWith(expect.anything(), { choice: "shipping" }, undefined);
    });
  });
});
