import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import type { Content } from "../src/core/wire.ts";
import type { Renderer } from "../src/renderer_contract.ts";
import { timeLeft } from "../src/rich/countdown.ts";
import { flushMicrotasks, showItem } from "./fakes.ts";
import { CHOICES, card, find, host, messages, stageRenderer, texts } from "./stage.ts";

let renderer: Renderer;
const show = (content: Partial<Content>): void => renderer.show(showItem({}, content));
const question = (answer: Content["answer"], more: Partial<Content> = {}): void =>
  show({ type: "question", ...(answer && { answer }), ...more });

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

describe("a question is answered", () => {
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

describe("a form", () => {
  const FIELDS: Content["fields"] = [
    {
      key: "mail",
      type: "email",
      label: "メール",
      required: true,
      autocomplete: "email",
      help: "返事に使います",
    },
    { key: "tel", type: "tel", label: "電話" },
    { key: "height", type: "number", label: "身長", min: 100, max: 220 },
    { key: "size", type: "select", label: "サイズ", options: [{ key: "m", label: "M" }] },
    { key: "note", type: "textarea", label: "ひとこと", max_length: 5 },
    { key: "agree", type: "checkbox", label: "読みました", required: true },
  ];
  const field = (at: number): HTMLInputElement => find(`#field-${at}`);
  const send = (): void => find("[type=submit]").click();
  const problem = (at: number): string => find(`#field-${at}-problem`).textContent ?? "";
  beforeEach(() => question("form", { fields: FIELDS }));

  it("names each field, describes it, and asks for the keyboard and memory that fit", () => {
    expect(texts("label")).toEqual(["メール必須", "電話", "身長", "サイズ", "ひとこと", "読みました必須"]);
    expect(field(0).getAttribute("aria-describedby")).toBe("field-0-help field-0-problem");
    expect(field(0).getAttribute("aria-required")).toBe("true");
    expect([field(0).type, field(0).autocomplete, field(0).getAttribute("inputmode")]).toEqual([
      "email",
      "email",
      "email",
    ]);
    expect(field(2).getAttribute("inputmode")).toBe("decimal");
  });

  it("tells what is wrong beside the field and above, and takes the focus there", () => {
    send();
    expect(host.answer).not.toHaveBeenCalled();
    expect([problem(0), problem(1), problem(5)]).toEqual([
      "選択または入力してください",
      "",
      "選択または入力してください",
    ]);
    expect(field(0).getAttribute("aria-invalid")).toBe("true");
    const summary = find<HTMLElement>(".summary");
    expect(summary.hidden).toBe(false);
    expect(card().getRootNode()).toHaveProperty("activeElement", summary);
    expect(texts(".summary button")).toEqual([
      "メール: 選択または入力してください",
      "読みました: 選択または入力してください",
    ]);
    find(".summary button").click();
    expect(card().getRootNode()).toHaveProperty("activeElement", field(0));
  });

  it("takes back what it said while the field is corrected", () => {
    send();
    field(0).value = "a@b.example";
    field(0).dispatchEvent(new Event("input"));
    expect(problem(0)).toBe("");
    expect(field(0).hasAttribute("aria-invalid")).toBe(false);
  });

  it.each([
    [0, "a@b", "メールアドレスの形をご確認ください"],
    [0, "a@b.", "メールアドレスの形をご確認ください"],
    [1, "119", "電話番号の形をご確認ください"],
    [1, "電話はありません", "電話番号の形をご確認ください"],
    [2, "背は高い", "数字をご確認ください"],
    [2, "90", "数字をご確認ください"],
    [2, "1e3", "数字をご確認ください"],
    [4, "六文字あるよ", "少し短くしてください"],
  ])("does not let pass field %i: %s", (at, value, said) => {
    field(at).value = value;
    send();
    expect(problem(at)).toBe(said);
  });

  it("answers with every field by its key, full width made plain, and null where nothing was said", () => {
    field(0).value = " hanako@example.jp ";
    field(1).value = "０９０ー１２３４ー５６７８";
    field(2).value = "１６２．５";
    field(5).click();
    send();
    expect(host.answer.mock.calls[0]?.[1]).toEqual({
      value: {
        mail: "hanako@example.jp",
        tel: "090-1234-5678",
        height: 162.5,
        size: null,
        note: null,
        agree: true,
      },
    });
  });
});

describe("a coupon", () => {
  const coupon = { code: "HAJIMETE-10", label: "コードをコピー", copied: "コピーしました", note: "月末まで" };
  const copy = async (): Promise<void> => {
    find(".copy").click();
    await flushMicrotasks();
    vi.advanceTimersByTime(100);
  };
  const said = (): string | null => find(".coupon [role=status]").textContent;

  it("is copied and says so politely", async () => {
    const writeText = vi.fn(async () => {});
    vi.stubGlobal("navigator", { ...navigator, clipboard: { writeText } });
    show({ coupon });
    await copy();
    expect(writeText).toHaveBeenCalledWith("HAJIMETE-10");
    expect([said(), find(".copy").textContent]).toEqual(["コピーしました", "コピーしました"]);
  });

  it.each([
    [true, "コピーしました"],
    [false, "コードを選びました。長押しなどでコピーしてください"],
  ])("works without the clipboard: the page's own copying %s", async (works, expected) => {
    vi.stubGlobal("navigator", { ...navigator, clipboard: undefined });
    document.execCommand = () => works;
    show({ coupon });
    await copy();
    expect(said()).toBe(expected);
    Reflect.deleteProperty(document, "execCommand");
  });
});

describe("a countdown", () => {
  const countdown = (remaining_ms: number) => ({
    countdown: { until: "2026-12-25T00:00:00+09:00", remaining_ms, label: "締切まで", ended: "終了しました" },
  });
  const said = (): string | null => find(".countdown [role=status]").textContent;

  it("counts what the server said is left, whatever the wall clock says, and ends", () => {
    show(countdown(61_000));
    vi.advanceTimersByTime(0);
    expect(texts(".time")).toEqual(["1分1秒"]);
    vi.setSystemTime(new Date("2031-01-01"));
    vi.advanceTimersByTime(3_000);
    expect(texts(".time")).toEqual(["58秒"]);
    vi.advanceTimersByTime(58_000);
    expect(texts(".time")).toEqual([]);
    expect(find(".countdown").textContent).toContain("終了しました");
  });

  it("speaks up at one minute and at the end, and keeps quiet otherwise", () => {
    show(countdown(62_000));
    vi.advanceTimersByTime(0);
    expect(said()).toBe("");
    vi.advanceTimersByTime(2_000);
    expect(said()).toBe("締切まで 1分0秒");
    vi.advanceTimersByTime(60_000);
    expect(said()).toBe("終了しました");
  });

  it("that is over already is what stands there then", () => {
    show({ ended: "終了しました" });
    expect(find(".countdown").textContent).toBe("終了しました");
  });

  it("runs on when the same answer is shown again", () => {
    const content = countdown(50_000);
    show(content);
    vi.advanceTimersByTime(10_000);
    renderer.takeDown("e1");
    show(content);
    expect(texts(".time")).toEqual(["40秒"]);
  });

  it.each([
    [90_061_000, "ja", "1日1時間"],
    [7_380_000, "ja", "2時間3分"],
    [7_380_000, "en", "2 hours 3 minutes"],
    [59_001, "ja", "1分0秒"],
    [500, "ja", "1秒"],
  ])("says %i ms in %s as %s", (leftMs, lang, expected) => {
    expect(timeLeft(leftMs, lang)).toBe(expected);
  });
});

describe("a video", () => {
  it("has the browser's controls, captions, a name, and never starts by itself", () => {
    const captions = { src: "https://media.example/ja.vtt", lang: "ja", label: "日本語" };
    show({ video: { src: "/care.mp4", poster: "/care.jpg", alt: "手入れのしかた", captions } });
    const video = find<HTMLVideoElement>("video");
    expect([video.controls, video.autoplay, video.preload]).toEqual([true, false, "metadata"]);
    expect(video.getAttribute("aria-label")).toBe("手入れのしかた");
    expect(video.getAttribute("crossorigin")).toBe("anonymous");
    expect(video.querySelector("track")?.getAttribute("srclang")).toBe("ja");
    expect(card().firstElementChild).toBe(video);
  });

  it("with an address that is not allowed is left out", () => {
    show({ video: { src: "data:video/mp4,x", alt: "" } });
    expect(card().querySelector("video")).toBeNull();
    expect(messages()).toHaveLength(1);
  });
});
