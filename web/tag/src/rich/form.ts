/** Questions that are more than one choice: several choices, a rating, free text, or a form of several fields. */
import type { AnswerPayload, Content } from "../core/wire.ts";
import type { Kit } from "../renderer/kit.ts";
import { buildFields } from "./fields.ts";
import { freeText, rating, several } from "./questions.ts";
import type { RichWords } from "./words.ts";
import { richWordsOf } from "./words.ts";

/** What can be asked: its controls, and the answer they hold or `undefined` after telling what is wrong. */
export interface Asked {
  node: HTMLElement;
  read(): AnswerPayload | undefined;
}

export function buildForm(
  content: Content,
  labelId: string,
  kit: Kit,
  onAnswer: (payload: AnswerPayload) => void,
): HTMLElement {
  const { element } = kit;
  const words = richWordsOf(content);
  const asked = ask(content, labelId, kit, words);
  const send = element("button", { type: "submit", class: "choice primary" }, words.send);
  const form = element("form", { novalidate: true }, asked.node, send);
  form.addEventListener(
    "submit",
    kit.host.guard((event: Event) => {
      event.preventDefault();
      const payload = asked.read();
      if (!payload) return;
      send.setAttribute("data-chosen", "");
      onAnswer(payload);
    }),
  );
  return form;
}

function ask(content: Content, labelId: string, kit: Kit, words: RichWords): Asked {
  switch (content.answer) {
    case "form":
      return buildFields(content, labelId, kit, words);
    case "multiple":
      return several(content, labelId, kit, words);
    case "rating":
      return rating(content, labelId, kit, words);
    default:
      return freeText(content, labelId, kit, words);
  }
}
