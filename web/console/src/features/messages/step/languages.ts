// Texts in several languages. A text that is a mere string is the same for everybody; as soon as another language is
// written beside it, it is the one of the shop's own language.

import type { Step, Text } from "./shape";

/** What is written for this language, and nothing else. */
export function textIn(text: Text | undefined, language: string, own: string): string {
  if (text === undefined) return "";
  if (typeof text === "string") return language === own ? text : "";
  return text[language] ?? "";
}

/** The text with another wording in one language; none when nothing is written in any. */
export function written(
  text: Text | undefined,
  language: string,
  value: string,
  own: string,
): Text | undefined {
  const before = typeof text === "object" ? text : text ? { [own]: text } : {};
  const { [language]: _, ...others } = before;
  const after = value === "" ? others : { ...before, [language]: value };
  const [only, ...more] = Object.keys(after);
  if (only === undefined) return undefined;
  return more.length === 0 && only === own ? after[only] : after;
}

/** What visitors of this language read: the server's own order. */
export const shownIn = (text: Text | undefined, language: string, own: string): string => {
  if (text === undefined) return "";
  if (typeof text === "string") return text;
  const known = [language, own].find((one) => one in text) ?? Object.keys(text).sort()[0];
  return known === undefined ? "" : (text[known] ?? "");
};

/** Written in some language, and not in this one. */
export const isMissing = (text: Text | undefined, language: string, own: string): boolean =>
  shownIn(text, language, own) !== "" && textIn(text, language, own).trim() === "";

export interface PlacedText {
  path: string;
  text: Text;
}

/** Every text of a step with its place, in the order of the form. */
export function textsOf(step: Step): PlacedText[] {
  const { image, video, coupon, countdown } = step;
  const all: [string, Text | undefined][] = [
    ["title", step.title],
    ["body", step.body],
    ["placeholder", step.placeholder],
    ["submit", step.submit],
    ["image.alt", image?.alt],
    ["video.alt", video?.alt],
    ["video.captions.label", video?.captions?.label],
    ["coupon.code", coupon?.code],
    ["coupon.label", coupon?.label],
    ["coupon.copied", coupon?.copied],
    ["coupon.note", coupon?.note],
    ["countdown.label", countdown?.label],
    ["countdown.ended", countdown?.ended],
    ...(step.choices ?? []).map((choice, n): [string, Text] => [`choices[${n}].label`, choice.label]),
    ...(step.fields ?? []).flatMap((field, n): [string, Text | undefined][] => [
      [`fields[${n}].label`, field.label],
      [`fields[${n}].placeholder`, field.placeholder],
      [`fields[${n}].help`, field.help],
      ...(field.options ?? []).map((option, m): [string, Text] => [
        `fields[${n}].options[${m}].label`,
        option.label,
      ]),
    ]),
    ...(step.rewrite ?? []).flatMap((change, n): [string, Text | undefined][] => [
      [`rewrite[${n}].text`, change.text],
      [`rewrite[${n}].image.alt`, change.image?.alt],
    ]),
  ];
  return all.flatMap(([path, text]) => (text === undefined ? [] : [{ path, text }]));
}

/** Codes are the same everywhere unless somebody writes them in two languages. */
const isTranslated = ({ path, text }: PlacedText) => path !== "coupon.code" || typeof text === "object";

/** Those of the site and those that this step is written in; the shop's own first. */
export function languagesOf(step: Step, site: readonly string[]): string[] {
  const used = textsOf(step).flatMap(({ text }) => (typeof text === "object" ? Object.keys(text) : []));
  return [...new Set([...site, ...used])];
}

/** Places that are written elsewhere and not in this language. */
export const missingIn = (step: Step, language: string, own: string): string[] =>
  textsOf(step)
    .filter((one) => isTranslated(one) && isMissing(one.text, language, own))
    .map(({ path }) => path);
