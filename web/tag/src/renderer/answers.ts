/** The ways to answer: choices, several choices, free text, a rating. Native controls throughout. */
import { MAX_ANSWER_CHARS } from "../core/limits.ts";
import type { AnswerPayload, Choice, Content } from "../core/wire.ts";
import { button, element } from "./elements.ts";
import { wordsOf } from "./words.ts";

export type OnAnswer = (payload: AnswerPayload, href?: string) => void;
type SafeUrl = (href: string | undefined) => URL | undefined;

/** The control for this content; `labelId` names the element that holds the question. */
export function answerControl(
  content: Content,
  labelId: string,
  safeUrl: SafeUrl,
  onAnswer: OnAnswer,
): HTMLElement | undefined {
  const choices = content.choices ?? [];
  const kind = content.type === "question" ? (content.answer ?? "single") : "single";
  switch (kind) {
    case "multiple":
      return form(
        content,
        several(choices, labelId),
        (fields) => {
          const value = fields.getAll("answer").map(String);
          return value.length > 0 ? { value } : undefined;
        },
        onAnswer,
      );
    case "rating":
      return form(
        content,
        rating(content, labelId),
        (fields) => {
          const value = Number(fields.get("answer"));
          return value > 0 ? { value } : undefined;
        },
        onAnswer,
      );
    case "text":
      return form(
        content,
        freeText(content, labelId),
        (fields) => {
          const value = String(fields.get("answer") ?? "").trim();
          return value ? { value } : undefined;
        },
        onAnswer,
      );
    default:
      return choices.length > 0 ? single(choices, safeUrl, onAnswer) : undefined;
  }
}

/** One answer alone is the thing to do; among several none is pushed. */
function single(choices: Choice[], safeUrl: SafeUrl, onAnswer: OnAnswer): HTMLElement {
  const className = choices.length === 1 ? "choice primary" : "choice";
  return element(
    "div",
    { class: "choices" },
    ...choices.map((choice) => choiceControl(choice, className, safeUrl(choice.href), onAnswer)),
  );
}

function choiceControl(
  { key, label }: Choice,
  className: string,
  url: URL | undefined,
  onAnswer: OnAnswer,
): HTMLElement {
  if (!url) {
    const node = button(
      { class: className },
      () => {
        node.setAttribute("data-chosen", "");
        onAnswer({ choice: key });
      },
      label,
    );
    return node;
  }
  const link = element("a", { class: className, href: url.href }, label);
  link.addEventListener("click", (event) => {
    link.setAttribute("data-chosen", "");
    // A new tab or window is the browser's business; the answer counts all the same.
    const elsewhere = event.metaKey || event.ctrlKey || event.shiftKey || event.button !== 0;
    if (!elsewhere) event.preventDefault();
    onAnswer({ choice: key }, elsewhere ? undefined : url.href);
  });
  return link;
}

function several(choices: Choice[], labelId: string): HTMLElement {
  const options = choices.map(({ key, label }) =>
    element(
      "label",
      { class: "option" },
      element("input", { type: "checkbox", name: "answer", value: key }),
      label,
    ),
  );
  return element("div", { class: "options", role: "group", "aria-labelledby": labelId }, ...options);
}

function rating(content: Content, labelId: string): HTMLElement {
  const max = Math.min(10, Math.max(2, Math.round(content.max ?? 5)));
  const say = wordsOf(content).rating;
  const options = Array.from({ length: max }, (_, i) => {
    const value = i + 1;
    const radio = element("input", { type: "radio", name: "answer", value, "aria-label": say(value, max) });
    return element(
      "label",
      { class: "rate" },
      radio,
      element("span", { "aria-hidden": "true" }, String(value)),
    );
  });
  return element("div", { class: "rates", role: "radiogroup", "aria-labelledby": labelId }, ...options);
}

function freeText({ placeholder }: Content, labelId: string): HTMLElement {
  return element("textarea", {
    name: "answer",
    rows: 2,
    maxlength: MAX_ANSWER_CHARS,
    placeholder,
    "aria-labelledby": labelId,
  });
}

function form(
  content: Content,
  control: HTMLElement,
  read: (fields: FormData) => AnswerPayload | undefined,
  onAnswer: OnAnswer,
): HTMLElement {
  const words = wordsOf(content);
  const problem = element("p", { class: "problem", role: "alert", id: "problem" });
  const send = element("button", { type: "submit", class: "choice primary" }, words.submit);
  const node = element("form", { novalidate: true }, control, problem, send);
  node.addEventListener("submit", (event) => {
    event.preventDefault();
    const payload = read(new FormData(node));
    problem.textContent = payload ? "" : words.required;
    if (payload) {
      send.setAttribute("data-chosen", "");
      return onAnswer(payload);
    }
    control.setAttribute("aria-describedby", "problem");
    (control.querySelector("input") ?? control).focus();
  });
  return node;
}
