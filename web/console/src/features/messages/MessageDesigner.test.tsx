import { i18n } from "@lingui/core";
import { I18nProvider } from "@lingui/react";
import { MantineProvider } from "@mantine/core";
import { cleanup, fireEvent, render, screen, within } from "@testing-library/react";
import { useState } from "react";
import { afterEach, beforeAll, beforeEach, describe, expect, test, vi } from "vitest";
import { MessageDesigner, type MessageDesignerProps } from "./MessageDesigner";
import type { Step } from "./step/shape";

beforeAll(() => i18n.loadAndActivate({ locale: "en", messages: {} }));
beforeEach(() => {
  // What the pretended browser lacks.
  Object.defineProperty(document, "fonts", {
    value: { addEventListener() {}, removeEventListener() {} },
    configurable: true,
  });
  vi.stubGlobal(
    "ResizeObserver",
    class {
      observe() {}
      unobserve() {}
      disconnect() {}
    },
  );
});
afterEach(cleanup);

const FIRST: Step = {
  type: "message",
  format: "corner",
  title: "サイズでお迷いですか",
  choices: [
    { key: "size", label: "サイズについて", next: "size" },
    { key: "none", label: "大丈夫です", next: "end" },
  ],
  where: { "page.path": "/cart" },
};

let step: Step;
function Held({ first, ...more }: { first: Step } & Partial<MessageDesignerProps>) {
  const [now, setNow] = useState(first);
  step = now;
  return (
    <MantineProvider env="test">
      <I18nProvider i18n={i18n}>
        <MessageDesigner step={now} onChange={setNow} languages={["ja", "en"]} {...more} />
      </I18nProvider>
    </MantineProvider>
  );
}
const open = (first: Step = FIRST, more: Partial<MessageDesignerProps> = {}) =>
  void render(<Held first={first} {...more} />);
const type = (label: string, value: string) =>
  fireEvent.change(screen.getByLabelText(label), { target: { value } });
const press = (name: string) => fireEvent.click(screen.getByRole("button", { name }));

describe("the message designer", () => {
  test("leaves the step it was given as it was", () => {
    const frozen = Object.freeze({ ...FIRST, choices: Object.freeze([...(FIRST.choices ?? [])]) });
    open(frozen);
    type("Title", "お困りですか");
    press("Add an answer");
    expect(step).toMatchObject({ title: "お困りですか", where: { "page.path": "/cart" } });
    expect(step.choices).toHaveLength(3);
    expect(frozen.title).toBe("サイズでお迷いですか");
  });

  test("writes another language beside the shop's own", () => {
    open();
    fireEvent.click(screen.getByRole("tab", { name: /English/ }));
    expect((screen.getByLabelText("Title") as HTMLInputElement).placeholder).toBe("サイズでお迷いですか");
    type("Title", "Unsure about the size?");
    expect(step.title).toEqual({ ja: "サイズでお迷いですか", en: "Unsure about the size?" });
  });

  test("says how much a language lacks", () => {
    open();
    expect(within(screen.getByRole("tab", { name: /English/ })).getByText("not written: 3")).toBeTruthy();
  });

  test("puts answers in another order with all they have", () => {
    open();
    press("Move “大丈夫です” up");
    expect(step.choices).toEqual([FIRST.choices?.[1], FIRST.choices?.[0]]);
    press("Remove “大丈夫です”");
    expect(step.choices).toEqual([FIRST.choices?.[0]]);
  });

  test("makes the key from the label, until answers are stored by it", () => {
    open();
    press("Add an answer");
    type("Answer 3", "返品について");
    expect(step.choices?.[2]?.key).toBe("returns");
    cleanup();
    open(FIRST, { storedKeys: new Set(["size"]) });
    type("Answer 1", "送料について");
    expect(step.choices?.[0]).toMatchObject({ key: "size", label: "送料について" });
  });

  test("takes another format by its picture", () => {
    open();
    fireEvent.click(screen.getByRole("radio", { name: /Inside the page/ }));
    expect(step).toMatchObject({ format: "inline", selector: "" });
    type("CSS selector of the place", "#campaign");
    expect(step.selector).toBe("#campaign");
  });

  test("shows a part once it is used, and takes it away whole", () => {
    open();
    expect(screen.queryByRole("region", { name: "Coupon" })).toBeNull();
    press("Coupon");
    type("Code", "HAJIMETE-500");
    expect(step.coupon).toEqual({ code: "HAJIMETE-500" });
    press("Remove: Coupon");
    expect("coupon" in step).toBe(false);
  });

  test("asks what a picture shows, unless it only decorates", () => {
    open({ ...FIRST, image: { src: "/a.png" } });
    expect(screen.getByText(/Say what the picture shows/)).toBeTruthy();
    fireEvent.click(screen.getByLabelText("It only decorates"));
    expect(step.image).toEqual({ src: "/a.png", alt: "" });
    expect(screen.queryByText(/Say what the picture shows/)).toBeNull();
  });

  test("gives a place in a text another fallback", () => {
    open({ ...FIRST, body: "{{ traits.name }}さん" });
    type("Instead of name", "お客様");
    expect(step.body).toBe("{{ traits.name | default('お客様') }}さん");
  });

  test("takes a ready theme, and the site's own again", () => {
    open();
    fireEvent.click(screen.getByRole("radio", { name: /Matcha/, hidden: true }));
    expect(step.theme).toBe("matcha");
    fireEvent.click(screen.getByRole("radio", { name: /As the site has them/, hidden: true }));
    expect("theme" in step).toBe(false);
  });

  test("says the server's findings beside their fields, and lets others draw where answers lead", () => {
    open(FIRST, {
      findings: [{ path: "title", level: "problem", text: "not honest" }],
      leadsTo: (way) => (way.kind === "choice" ? <span>{`leads ${way.key}`}</span> : null),
    });
    const title = screen.getByLabelText("Title");
    const about = (title.getAttribute("aria-describedby") ?? "").split(" ");
    const words = about.map((id) => document.getElementById(id)?.textContent);
    expect(words).toContain("not honest");
    expect(screen.getByText("leads size")).toBeTruthy();
  });
});
