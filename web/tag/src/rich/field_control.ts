/** The native control for a field, with the keyboard and the memory of the device that fit it. */
import { MAX_ANSWER_CHARS } from "../core/limits.ts";
import type { Field } from "../core/wire.ts";
import type { Kit } from "../renderer/kit.ts";
import type { RichWords } from "./words.ts";

export interface FieldControl {
  input: HTMLInputElement | HTMLTextAreaElement | HTMLSelectElement;
  node: HTMLElement;
  /** A box to tick stands before its words. */
  besideLabel: boolean;
}

/** Numbers are typed as text: a number field throws away what it does not understand, and turns with the wheel. */
const TYPES = { email: "email", tel: "tel", number: "text", text: "text" };
const KEYBOARDS = { email: "email", tel: "tel", number: "decimal", text: undefined };

export function fieldControl(
  field: Field,
  id: string,
  described: string,
  { element }: Kit,
  words: RichWords,
): FieldControl {
  const { type, placeholder, autocomplete, required, options = [] } = field;
  const all = {
    id,
    autocomplete,
    "aria-describedby": described,
    "aria-required": required ? "true" : undefined,
  };
  if (type === "checkbox") {
    const input = element("input", { ...all, type: "checkbox" });
    return { input, node: input, besideLabel: true };
  }
  if (type === "select") {
    const input = element(
      "select",
      all,
      element("option", { value: "" }, placeholder || words.choose),
      ...options.map(({ key, label }) => element("option", { value: key }, label)),
    );
    return { input, node: input, besideLabel: false };
  }
  const maxlength = field.max_length ?? MAX_ANSWER_CHARS;
  const input =
    type === "textarea"
      ? element("textarea", { ...all, placeholder, maxlength, rows: 2 })
      : element("input", {
          ...all,
          placeholder,
          maxlength,
          type: TYPES[type] ?? "text",
          inputmode: KEYBOARDS[type],
        });
  return { input, node: input, besideLabel: false };
}
