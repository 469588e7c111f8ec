/** One question, one control: several choices, a rating, or the visitor's own words. */
import { MAX_ANSWER_CHARS } from "../core/limits.ts";
import type { AnswerPayload, Content } from "../core/wire.ts";
import type { Kit } from "../renderer/kit.ts";
import type { Asked } from "./form.ts";
import type { RichWords } from "./words.ts";

export function several({ choices = [] }: Content, labelId: string, kit: Kit, words: RichWords): Asked {
  const { element } = kit;
  const boxes = choices.map(({ key }) => element("input", { type: "checkbox", value: key }));
  const options = choices.map(({ label }, at) => element("label", { class: "option" }, boxes[at], label));
  const group = element("div", { class: "options", role: "group", "aria-labelledby": labelId }, ...options);
  return required(group, kit, words, () => {
    const value = boxes.filter(({ checked }) => checked).map((box) => box.value);
    return value.length > 0 ? { value } : undefined;
  });
}

export function rating({ max = 5 }: Content, labelId: string, kit: Kit, words: RichWords): Asked {
  const { element } = kit;
  const highest = Math.min(10, Math.max(2, Math.round(max)));
  const radios = Array.from({ length: highest }, (_, at) =>
    element("input", {
      type: "radio",
      name: "answer",
      value: at + 1,
      "aria-label": words.rating(at + 1, highest),
    }),
  );
  const options = radios.map((radio) =>
    element("label", { class: "rate" }, radio, element("span", { "aria-hidden": "true" }, radio.value)),
  );
  const group = element(
    "div",
    { class: "rates", role: "radiogroup", "aria-labelledby": labelId },
    ...options,
  );
  return required(group, kit, words, () => {
    const value = Number(radios.find(({ checked }) => checked)?.value);
    return value > 0 ? { value } : undefined;
  });
}

export function freeText({ placeholder }: Content, labelId: string, kit: Kit, words: RichWords): Asked {
  const field = kit.element("textarea", {
    rows: 2,
    maxlength: MAX_ANSWER_CHARS,
    placeholder,
    "aria-labelledby": labelId,
  });
  return required(field, kit, words, () => {
    const value = field.value.trim();
    return value ? { value } : undefined;
  });
}

/** Says what is missing beside the control, and takes the focus there. */
function required(
  control: HTMLElement,
  { element }: Kit,
  words: RichWords,
  read: () => AnswerPayload | undefined,
): Asked {
  const problem = element("p", { class: "problem", role: "alert", id: "problem" });
  return {
    node: element("div", { class: "asked" }, control, problem),
    read() {
      const payload = read();
      problem.textContent = payload ? "" : words.required;
      if (!payload) {
        control.setAttribute("aria-describedby", "problem");
        (control.querySelector("input") ?? control).focus();
      }
      return payload;
    },
  };
}
