/** The signals that look at what the page is and says. See signals.test.ts for the rest. */
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import type { UseChunk } from "../src/chunk_contract.ts";
import { createSignals, type Signals } from "../src/core/signals.ts";
import type { Json } from "../src/core/wire.ts";
import { createSignalsPart, type SignalsFactory } from "../src/signals/index.ts";
import { fakeStore, scrollTo, setHidden } from "./fakes.ts";

const useSignals = ((_name: string, onReady: (create: SignalsFactory) => void) =>
  onReady(createSignalsPart)) as UseChunk;

let store: ReturnType<typeof fakeStore>;
let signals: Signals;
let reports: [name: string, properties: Record<string, Json>][];

const arm = (signal: string, params: Record<string, Json> = {}): void =>
  signals.arm([{ campaign: "c", signal, params }]);
const seconds = (count: number): void => void vi.advanceTimersByTime(count * 1000);
const act = (type: string, init: object = {}, target: EventTarget = document): void => {
  target.dispatchEvent(Object.assign(new Event(type, { bubbles: true, composed: true }), init));
};
const put = (html: string): HTMLElement => {
  const range = document.createRange().createContextualFragment(html);
  document.body.replaceChildren(range);
  return document.body.firstElementChild as HTMLElement;
};
const goTo = (path: string): void => {
  history.pushState(null, "", path);
  signals.newPage();
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
  document.head.replaceChildren();
  history.replaceState(null, "", "/");
  vi.useRealTimers();
});

describe("idle", () => {
  it("is no input at all on a visible page, a minute where nothing is named", () => {
    arm("idle");
    seconds(50);
    act("pointermove");
    seconds(59);
    expect(reports).toEqual([]);
    seconds(2);
    expect(reports).toEqual([["idle", { seconds: 60 }]]);
  });

  it("is not a tab behind another one", () => {
    arm("idle", { seconds: 5 });
    setHidden(true);
    seconds(60);
    setHidden(false);
    seconds(4);
    expect(reports).toEqual([]);
    seconds(2);
    expect(reports).toHaveLength(1);
  });
});

describe("return", () => {
  const away = (count: number): void => {
    setHidden(true);
    seconds(count);
    setHidden(false);
  };

  it("is coming back after the time named, ten seconds otherwise", () => {
    arm("return");
    away(9);
    expect(reports).toEqual([]);
    away(12);
    away(12);
    expect(reports).toEqual([["return", { away_s: 12 }]]);
  });

  it("is not the first look at a page that was opened behind", () => {
    setHidden(true);
    arm("return", { away_s: 1 });
    seconds(30);
    setHidden(false);
    expect(reports).toEqual([]);
    away(2);
    expect(reports).toHaveLength(1);
  });
});

describe("rage clicks", () => {
  const click = (target: EventTarget, times: number, init: object = {}): void => {
    for (let i = 0; i < times; i++) {
      act("click", { clientX: 100, clientY: 100, detail: i + 1, button: 0, ...init }, target);
      seconds(0.2);
    }
  };

  it("are three quick presses of one spot", () => {
    const button = put("<button>カートに入れる</button>");
    arm("rage_click");
    click(button, 2);
    expect(reports).toEqual([]);
    click(button, 1);
    expect(reports).toEqual([["rage_click", { clicks: 3 }]]);
  });

  it.each([
    ["a quantity", '<button class="quantity-plus">+</button>'],
    ["the next picture", '<div class="swiper"><button>›</button></div>'],
    ["a field", "<input>"],
    ["a message of the tag's own", "<kizukai-message></kizukai-message>"],
  ])("are not presses of %s", (_what, html) => {
    const root = put(html);
    arm("rage_click");
    click(root.querySelector("button") ?? root, 5);
    expect(reports).toEqual([]);
  });

  it("are not slow presses, presses here and there, or presses of a key", () => {
    const button = put("<button>a</button>");
    arm("rage_click");
    for (let i = 0; i < 5; i++) {
      click(button, 1);
      seconds(1);
    }
    for (let i = 0; i < 5; i++) click(button, 1, { clientX: i * 60 });
    click(button, 5, { detail: 0 });
    expect(reports).toEqual([]);
  });

  it("are not a triple press that marks text", () => {
    const paragraph = put("<p>備前焼の湯呑です</p>");
    arm("rage_click");
    vi.spyOn(window, "getSelection").mockReturnValue({
      isCollapsed: false,
      toString: () => "備前焼",
    } as Selection);
    click(paragraph, 4);
    expect(reports).toEqual([]);
  });
});

describe("a search without results", () => {
  it("is what the shop's own event says, counted over the visit, each address once", () => {
    goTo("/search?q=a");
    arm("search_no_results", { count: 2 });
    signals.note("track", "Products Searched", { query: "a", results: 0 });
    signals.note("track", "Marker", {});
    expect(reports).toEqual([]);
    goTo("/search?q=b");
    arm("search_no_results", { count: 2 });
    signals.note("track", "Products Searched", { query: "b", products: [] });
    expect(reports).toEqual([["search_no_results", { count: 2 }]]);
    expect(Array.from(store.entries.values()).join()).not.toMatch(/q=|"a"|"b"/);
  });

  it.each([
    ["the page says so", "/s?keyword=x", "<main><p>お探しの商品は見つかりませんでした。</p></main>"],
    ["the page says so in English", "/search?q=x", "<main>No results for x</main>"],
    ["a mark of the shop", "/list", "<div data-kizukai-no-results></div>"],
  ])("is seen without an event: %s", (_what, path, html) => {
    put(html);
    goTo(path);
    arm("search_no_results");
    expect(reports).toEqual([["search_no_results", { count: 1 }]]);
  });

  it.each([
    ["a search that found something", "/search?q=x", "<main>10件 見つかりました</main>", 10],
    ["words of a page that is no search", "/help", "<main>見つかりませんでした</main>", undefined],
    ["an event that names results, whatever the page says", "/search?q=x", "<main>no results</main>", 4],
  ])("is not %s", (_what, path, html, results) => {
    put(html);
    goTo(path);
    if (results !== undefined) signals.note("track", "Products Searched", { results });
    arm("search_no_results");
    expect(reports).toEqual([]);
  });
});

describe("ping-pong between products", () => {
  const look = (product: string): void => {
    goTo(`/p/${product}`);
    signals.note("track", "Product Viewed", { product_id: product });
    arm("product_pingpong");
  };

  it("is A, B, A, B", () => {
    for (const product of ["a", "b", "a"]) look(product);
    expect(reports).toEqual([]);
    look("b");
    expect(reports).toEqual([["product_pingpong", { switches: 2, products: 2 }]]);
  });

  it("is not going through a list, nor reloading", () => {
    for (const product of ["a", "b", "c", "c", "d", "e", "e"]) look(product);
    expect(reports).toEqual([]);
  });

  it("is noticed between tabs, where markup alone says that it is a product", () => {
    put('<div itemscope itemtype="https://schema.org/Product"></div>');
    goTo("/p/a");
    arm("product_pingpong", { switches: 1 });
    store.set("kizukai_visit", JSON.stringify({ atMs: Date.now(), products: ["/p/a", "/p/b"] }));
    setHidden(true);
    setHidden(false);
    expect(reports).toEqual([["product_pingpong", { switches: 1, products: 1 }]]);
  });

  it("forgets at the end of the visit", () => {
    for (const product of ["a", "b", "a"]) look(product);
    seconds(31 * 60);
    look("b");
    expect(reports).toEqual([]);
  });
});

describe("copying a price", () => {
  const copy = (text: string, node: Node | null = document.body, target: EventTarget = document): void => {
    vi.spyOn(window, "getSelection").mockReturnValue({
      toString: () => text,
      anchorNode: node,
    } as unknown as Selection);
    act("copy", {}, target);
  };

  it.each(["¥3,200", "3,200円(税込)", "備前焼の湯呑 2,800 円", "$12.00"])("is copying %j", (text) => {
    arm("price_copy");
    copy(text);
    expect(reports).toEqual([["price_copy", {}]]);
  });

  it("is copying the number out of a price", () => {
    const price = put('<span class="price"><b>3200</b></span>');
    arm("price_copy");
    copy("3200", price.querySelector("b")?.firstChild ?? null);
    expect(reports).toHaveLength(1);
  });

  it("is not copying a name, a long text, or out of a field", () => {
    const field = put('<input class="price">');
    arm("price_copy");
    copy("備前焼の湯呑 M-200");
    copy(`¥3,200${"あ".repeat(200)}`);
    copy("¥3,200", field, field);
    copy("");
    expect(reports).toEqual([]);
  });
});

describe("trouble with a form", () => {
  const form = (): HTMLInputElement[] => {
    put('<form><input name="a"><input name="b"></form>');
    return Array.from(document.querySelectorAll("input"));
  };

  it("is something found wrong twice, however many fields at once", () => {
    const [a, b] = form();
    arm("form_trouble");
    for (const field of [a, b]) act("invalid", {}, field);
    expect(reports).toEqual([]);
    seconds(3);
    act("invalid", {}, b);
    expect(reports).toEqual([["form_trouble", { errors: 2, returns: 0, seconds: 3 }]]);
  });

  it("is a field that the shop's own check marks", async () => {
    const [a, b] = form();
    arm("form_trouble", { errors: 2 });
    for (const field of [a, b]) {
      field?.setAttribute("aria-invalid", "true");
      await vi.advanceTimersByTimeAsync(2_000);
    }
    expect(reports).toMatchObject([["form_trouble", { errors: 2 }]]);
  });

  it("is going back to change what was filled in, where a campaign asks for that", () => {
    const [a, b] = form();
    arm("form_trouble", { returns: 1 });
    act("change", {}, a);
    act("change", {}, b);
    expect(reports).toEqual([]);
    act("change", {}, a);
    expect(reports).toMatchObject([["form_trouble", { returns: 1 }]]);
  });

  it("is not filling in a form from top to bottom with one slip, nor a message of the tag's own", () => {
    const [a, b] = form();
    arm("form_trouble");
    act("change", {}, a);
    act("invalid", {}, b);
    act("change", {}, b);
    const own = put("<kizukai-message><input></kizukai-message>").querySelector("input") as HTMLElement;
    for (let i = 0; i < 4; i++) {
      act("invalid", {}, own);
      seconds(1);
    }
    expect(reports).toEqual([]);
  });
});

describe("the shop's own signal", () => {
  it("is reported with numbers and short texts, also when it was said before it was armed", () => {
    signals.note("custom", "size_chart", { rows: 3, open: true, size: "M", nested: {}, no: Number.NaN });
    arm("custom", { name: "size_chart" });
    expect(reports).toEqual([["custom", { name: "size_chart", rows: 3, size: "M" }]]);
    arm("custom", { name: "size_chart" });
    signals.note("custom", "size_chart", { rows: 4 });
    expect(reports).toHaveLength(2);
  });

  it("is not another one, one below the threshold, or one of the page before", () => {
    arm("custom", { name: "size_chart", rows: 3 });
    signals.note("custom", "other", { rows: 9 });
    signals.note("custom", "size_chart", { rows: 2 });
    signals.note("custom", "size_chart", { rows: "3" });
    expect(reports).toEqual([]);
    goTo("/elsewhere");
    arm("custom", { name: "other" });
    expect(reports).toEqual([]);
  });

  it("is reported twenty times a page at most", () => {
    arm("custom", {});
    for (let i = 0; i < 30; i++) signals.note("custom", "often", {});
    expect(reports).toHaveLength(20);
  });
});

describe("an element in view", () => {
  let observers: { callback: (entries: object[]) => void; node: Element; gone: boolean }[];
  const inView = (ratio: number): void => {
    for (const { callback, gone } of observers) {
      if (!gone)
        callback([
          { isIntersecting: ratio > 0, intersectionRatio: ratio, intersectionRect: { width: 0, height: 0 } },
        ]);
    }
  };
  beforeEach(() => {
    observers = [];
    vi.stubGlobal(
      "IntersectionObserver",
      class {
        private own: (typeof observers)[number][] = [];
        constructor(private callback: (entries: object[]) => void) {}
        observe(node: Element): void {
          const observer = { callback: this.callback, node, gone: false };
          this.own.push(observer);
          observers.push(observer);
        }
        disconnect(): void {
          for (const observer of this.own) observer.gone = true;
        }
      },
    );
    put('<section id="reviews"></section>');
  });

  it("is half of it for a second, without a break", () => {
    arm("element_visible", { selector: "#reviews" });
    inView(0.6);
    seconds(0.8);
    inView(0.3);
    seconds(5);
    inView(0.6);
    seconds(0.9);
    expect(reports).toEqual([]);
    seconds(0.2);
    expect(reports).toEqual([["element_visible", { selector: "#reviews", percent: 60, seconds: 1 }]]);
  });

  it("takes what the campaign asks", () => {
    arm("element_visible", { selector: "#reviews", percent: 90, seconds: 3 });
    inView(0.8);
    seconds(10);
    expect(reports).toEqual([]);
    inView(1);
    seconds(3);
    expect(reports).toHaveLength(1);
  });

  it("is not a tab behind, another element, or what is no selector", () => {
    arm("element_visible", { selector: "#reviews" });
    setHidden(true);
    inView(1);
    seconds(10);
    arm("element_visible", { selector: "#elsewhere" });
    setHidden(false);
    inView(1);
    arm("element_visible", { selector: ")(" });
    arm("element_visible", {});
    seconds(10);
    expect(reports).toEqual([]);
  });

  it("is found when it comes later", async () => {
    document.body.replaceChildren();
    arm("element_visible", { selector: "#reviews" });
    put('<section id="reviews"></section>');
    await vi.advanceTimersByTimeAsync(300);
    inView(1);
    seconds(1);
    expect(reports).toHaveLength(1);
  });
});
