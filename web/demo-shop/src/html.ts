/**
 * A tagged template that escapes by default.
 *
 * Every page is built as one piece of markup and put into the document once, before the first paint.
 * Values are text unless they are `Markup` themselves, so a product name can never become an element.
 */
export class Markup {
  constructor(readonly text: string) {}
  toString(): string {
    return this.text;
  }
}

export type Value = Markup | string | number | null | undefined | false | readonly Value[];

const ENTITIES: Record<string, string> = {
  "&": "&amp;",
  "<": "&lt;",
  ">": "&gt;",
  '"': "&quot;",
  "'": "&#39;",
};

export function escapeText(text: string): string {
  return text.replace(/[&<>"']/g, (character) => ENTITIES[character] ?? character);
}

function write(value: Value): string {
  if (value === null || value === undefined || value === false) return "";
  if (value instanceof Markup) return value.text;
  if (typeof value === "string") return escapeText(value);
  if (typeof value === "number") return String(value);
  return value.map(write).join("");
}

/** Builds markup; interpolated values are escaped, `null`, `undefined` and `false` leave nothing. */
export function html(strings: TemplateStringsArray, ...values: Value[]): Markup {
  let text = strings[0] ?? "";
  values.forEach((value, index) => {
    text += write(value) + (strings[index + 1] ?? "");
  });
  return new Markup(text);
}

/** Marks text that this project wrote itself (drawings) as markup. Never call it with anything a visitor typed. */
export function trusted(text: string): Markup {
  return new Markup(text);
}

/** One element from markup that has exactly one root. */
export function element<T extends Element = HTMLElement>(markup: Markup): T {
  const template = document.createElement("template");
  template.innerHTML = markup.text.trim();
  const first = template.content.firstElementChild;
  if (!first) throw new Error("markup has no element");
  return first as T;
}
