/** Whether what was entered fits its field. Digits and signs of full width count as the plain ones they mean. */
import type { Field } from "../core/wire.ts";
import type { FieldControl } from "./field_control.ts";
import type { RichWords } from "./words.ts";

type Input = FieldControl["input"];

/** One @, no blanks, and a dot in the domain; the rest only the mail itself can tell. */
const EMAIL = /^[^\s@]+@[^\s@.]+(\.[^\s@.]+)+$/;
/** 4 to 15 digits (E.164; short numbers of companies have 4) with the usual signs between them. */
const TEL = /^\+?([ ().-]*\d){4,15}[ ().-]*$/;
const NUMBER = /^[+-]?\d+(\.\d+)?$/;

/** What the answer carries for this field. */
export function readValue({ type }: Field, input: Input): string | number | boolean | null {
  if (type === "checkbox") return (input as HTMLInputElement).checked;
  const value = plain(type, input.value);
  if (value === "") return null;
  return type === "number" ? Number(value) : value;
}

/** What is wrong, in words; "" if nothing is. */
export function problemOf(field: Field, input: Input, words: RichWords): string {
  const { type, required, max_length = Number.POSITIVE_INFINITY } = field;
  const value = readValue(field, input);
  if (value === null || value === false) return required ? words.required : "";
  if (type === "email" && !EMAIL.test(String(value))) return words.invalid_email;
  if (type === "tel" && !TEL.test(String(value))) return words.invalid_tel;
  if (type === "number" && !inRange(field, plain(type, input.value))) return words.invalid_number;
  return Array.from(String(value)).length > max_length ? words.too_long : "";
}

function inRange({ min, max }: Field, text: string): boolean {
  const value = Number(text);
  return NUMBER.test(text) && !(value < (min ?? value)) && !(value > (max ?? value));
}

function plain(type: Field["type"], value: string): string {
  const trimmed = value.trim();
  if (type === "number") return trimmed.normalize("NFKC").replace(/,/g, "");
  return type === "tel" || type === "email" ? trimmed.normalize("NFKC").replace(/[‐－ー―]/g, "-") : trimmed;
}
