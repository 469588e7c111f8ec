/** The everyday way to answer: one of a few choices. Everything longer comes with the chunk `rich`. */
import type { AnswerPayload, Choice, Content } from "../core/wire.ts";
import { button, element } from "./elements.ts";
import type { Kit } from "./kit.ts";

export type OnAnswer = (payload: AnswerPayload, href?: string) => void;

/** Whether the question is more than one choice. */
export const asksMore = ({ type, answer = "single" }: Content): boolean =>
  type === "question" && answer !== "single";

/** The control for this content; `labelId` names the element that holds the question. */
export function answerControl(
  content: Content,
  labelId: string,
  { host, rich }: Kit,
  onAnswer: OnAnswer,
): HTMLElement | undefined {
  if (asksMore(content)) return rich?.form(content, labelId, onAnswer);
  const choices = content.choices ?? [];
  // One answer alone is the thing to do; among several none is pushed.
  const className = choices.length === 1 ? "choice primary" : "choice";
  return choices.length
    ? element(
        "div",
        { class: "choices" },
        ...choices.map((choice) => choiceControl(choice, className, host.safeUrl(choice.href), onAnswer)),
      )
    : undefined;
}

function choiceControl(
  { key, label }: Choice,
  className: string,
  url: URL | undefined,
  onAnswer: OnAnswer,
): HTMLElement {
  const choose = (event: MouseEvent): void => {
    node.setAttribute("data-chosen", "");
    // A new tab or window is the browser's business; the answer counts all the same.
    const elsewhere = event.metaKey || event.ctrlKey || event.shiftKey || event.button !== 0;
    if (url && !elsewhere) event.preventDefault();
    onAnswer({ choice: key }, elsewhere ? undefined : url?.href);
  };
  const node: HTMLElement = url
    ? element("a", { class: className, href: url.href }, label)
    : button({ class: className }, choose, label);
  if (url) node.addEventListener("click", choose);
  return node;
}
