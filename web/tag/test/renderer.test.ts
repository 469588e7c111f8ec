import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { deepFocus, isEditable } from "../src/core/activity.ts";
import { guard } from "../src/core/guard.ts";
import { safeUrl } from "../src/core/links.ts";
import type { Activity, Content } from "../src/core/wire.ts";
import { createRenderer } from "../src/renderer/index.ts";
import type { Renderer, RendererHost } from "../src/renderer_contract.ts";
import { showItem } from "./fakes.ts";

let renderer: Renderer;
let activity: Activity | undefined;
const host = {
  answer: vi.fn<RendererHost["answer"]>(),
  close: vi.fn<RendererHost["close"]>(),
  shown: vi.fn<RendererHost["shown"]>(),
  seen: vi.fn<RendererHost["seen"]>(),
};

const messages = (): Element[] => Array.from(document.querySelectorAll("kizukai-message"));
const root = (): ShadowRoot => messages()[0]?.shadowRoot as ShadowRoot;
const card = (): HTMLElement => root().querySelector(".card") as HTMLElement;
const find = <E extends HTMLElement = HTMLButtonElement>(selector: string): E =>
  card().querySelector(selector) as E;
const texts = (selector: string): (string | null)[] =>
  Array.from(card().querySelectorAll(selector)).map((node) => node.textContent);
const question = (answer: Content["answer"], more: Partial<Content> = {}): void =>
  renderer.show(showItem({}, { type: "question", ...(answer && { answer }), ...more }));
const press = (key: string, target: EventTarget, init: object = {}): KeyboardEvent => {
  const event = new KeyboardEvent("keydown", {
    key,
    bubbles: true,
    composed: true,
    cancelable: true,
    ...init,
  });
  target.dispatchEvent(event);
  return event;
};
const CHOICES = [
  { key: "shipping", label: "送料について" },
  { key: "delivery", label: "お届け日について" },
];

beforeEach(() => {
  vi.useFakeTimers();
  vi.clearAllMocks();
  activity = undefined;
  renderer = createRenderer(
    { ...host, activity: () => activity, focused: deepFocus, isEditable, safeUrl, guard, useChunk: () => {} },
    { nonce: "n", theme: "auto" },
  );
});
afterEach(() => {
  renderer.takeDown("e1");
  document.body.replaceChildren();
  vi.useRealTimers();
});

describe("a card", () => {
  it("puts texts in as text, whatever they hold", () => {
    const title = '<img src=x onerror="alert(1)">';
    renderer.show(showItem({}, { title, body: "<b>a</b>", choices: [{ key: "a", label: "<i>b</i>" }] }));
    expect(find(".title").textContent).toBe(title);
    expect(card().querySelector("img,b,i")).toBeNull();
  });

  it("carries its language, a name, and a way out that is labelled", () => {
    renderer.show(showItem({}, { body: "本文", lang: "en", labels: { close: "Close it" } }));
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
    [".close", "button"],
    [".quiet", "not_now"],
    [".list button", "never"],
  ])("closed by %s is gone at once and says %s", (selector, reason) => {
    renderer.show(showItem());
    find(selector).click();
    expect(messages()).toEqual([]);
    expect(host.close).toHaveBeenCalledExactlyOnceWith(showItem(), reason);
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

  it("by several choices, asking for at least one", () => {
    question("multiple", { choices: CHOICES, submit: "送信" });
    find("[type=submit]").click();
    expect(find(".problem").textContent).toBe("選択または入力してください");
    expect(host.answer).not.toHaveBeenCalled();
    for (const box of Array.from(card().querySelectorAll("input"))) box.click();
    find("[type=submit]").click();
    expect(host.answer.mock.calls[0]?.[1]).toEqual({ value: ["shipping", "delivery"] });
  });

  it("by text, trimmed; blanks are no answer", () => {
    question("text", { placeholder: "たとえば、麻のエプロン" });
    const field = find<HTMLTextAreaElement>("textarea");
    expect(field.placeholder).toBe("たとえば、麻のエプロン");
    field.value = "   ";
    find("[type=submit]").click();
    expect(host.answer).not.toHaveBeenCalled();
    expect(field.getAttribute("aria-describedby")).toBe("problem");
    field.value = " 麻のエプロン\n";
    find("[type=submit]").click();
    expect(host.answer.mock.calls[0]?.[1]).toEqual({ value: "麻のエプロン" });
  });

  it.each([
    [undefined, 5],
    [3, 3],
    [1, 2],
    [99, 10],
  ])("by a rating up to %s offers %i", (max, offered) => {
    question("rating", max === undefined ? {} : { max });
    const radios = Array.from(card().querySelectorAll("input"));
    expect(radios).toHaveLength(offered);
    expect(radios[1]?.getAttribute("aria-label")).toBe(`${offered}段階のうち2`);
    radios[1]?.click();
    find("[type=submit]").click();
    expect(host.answer.mock.calls[0]?.[1]).toEqual({ value: 2 });
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
    activity = "typing";
    renderer.show(showItem());
    vi.advanceTimersByTime(3_000);
    expect(messages()).toEqual([]);
    activity = undefined;
    vi.advanceTimersByTime(500);
    expect(messages()).toHaveLength(1);
    activity = "typing";
    renderer.show(showItem({ step: "second" }, { title: "次" }));
    expect(find(".title").textContent).toBe("次");
  });

  it("forgets a waiting message that is taken down", () => {
    activity = "typing";
    renderer.show(showItem());
    renderer.takeDown("e1");
    activity = undefined;
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
