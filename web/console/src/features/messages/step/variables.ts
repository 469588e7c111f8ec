// Places in a text that are filled for each visitor: `{{ traits.name | default('お客様') }}`.

export interface Variable {
  start: number;
  end: number;
  /** The trait, as a path. */
  trait: string;
  /** What stands there for who has no such trait; none means a hole. */
  fallback: string | undefined;
}

const PLACE =
  /\{\{\s*traits\.([\p{L}\p{N}_.]+)\s*(?:\|\s*default\(\s*(?:'((?:[^'\\]|\\.)*)'|"((?:[^"\\]|\\.)*)")\s*(?:,\s*true\s*)?\)\s*)?\}\}/gu;

const unescaped = (text: string) =>
  text.replace(/\\(.)/g, (_, letter: string) => (letter === "n" ? "\n" : letter));
const escaped = (text: string) => text.replace(/[\\']/g, (letter) => `\\${letter}`);

/** Those that a form can show; other templates stay as they are written. */
export function variablesIn(text: string): Variable[] {
  return Array.from(text.matchAll(PLACE), (match) => {
    const fallback = match[2] ?? match[3];
    return {
      start: match.index,
      end: match.index + match[0].length,
      trait: match[1] as string,
      fallback: fallback === undefined ? undefined : unescaped(fallback),
    };
  });
}

export const variable = (trait: string, fallback: string): string =>
  fallback === "" ? `{{ traits.${trait} }}` : `{{ traits.${trait} | default('${escaped(fallback)}') }}`;

/** The text with another fallback at its nth place. */
export function withFallback(text: string, nth: number, fallback: string): string {
  const place = variablesIn(text)[nth];
  if (!place) return text;
  return text.slice(0, place.start) + variable(place.trait, fallback) + text.slice(place.end);
}

/** What a visitor of whom nothing is known reads, as far as it can be told here. For counting. */
export const withoutVariables = (text: string): string =>
  variablesIn(text).reduceRight(
    (rest, { start, end, fallback }) => rest.slice(0, start) + (fallback ?? "") + rest.slice(end),
    text,
  );

/** A bracket that is never closed, or closed without being open. */
export function isBroken(text: string): boolean {
  const marks = text.match(/\{\{|\}\}|\{%|%\}/g) ?? [];
  const pairs: Record<string, string> = { "{{": "}}", "{%": "%}" };
  let open: string | undefined;
  for (const mark of marks) {
    if (open === undefined && mark in pairs) open = pairs[mark];
    else if (open === mark) open = undefined;
    else return true;
  }
  return open !== undefined;
}

/** Full-width characters; two narrow ones take the room of one. */
export function lengthOf(text: string): number {
  let halves = 0;
  for (const letter of withoutVariables(text)) halves += /[\u0020-\u007e\uff61-\uff9f]/.test(letter) ? 1 : 2;
  return Math.ceil(halves / 2);
}
