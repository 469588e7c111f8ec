// The few shapes of regular expression that people mean by "begins with", "contains" and the like.

export type Shape =
  | { kind: "is" | "starts" | "ends" | "contains"; text: string }
  /** Begins with the text, and something follows: `^/products/.` */
  | { kind: "below"; text: string }
  | { kind: "one_of"; texts: string[]; anchored: boolean }
  | { kind: "pattern"; text: string };

const ANY_TAIL = /(?:\.\*|\.\+|\.)$/;

/** Recognises what can be said plainly; everything else stays a pattern. */
export function shapeOf(pattern: string): Shape {
  const fromStart = pattern.startsWith("^");
  const toEnd = pattern.endsWith("$") && !pattern.endsWith("\\$");
  const body = pattern.slice(fromStart ? 1 : 0, toEnd ? -1 : undefined);
  const choices = alternatives(body);
  if (choices && !toEnd) return { kind: "one_of", texts: choices, anchored: fromStart };
  const tail = !toEnd && fromStart ? ANY_TAIL.exec(body)?.[0] : undefined;
  const text = literal(tail ? body.slice(0, -tail.length) : body);
  if (text === null || text === "") return { kind: "pattern", text: pattern };
  if (tail && tail !== ".*") return { kind: "below", text };
  return { kind: kindOf(fromStart, toEnd), text };
}

function kindOf(fromStart: boolean, toEnd: boolean): "is" | "starts" | "ends" | "contains" {
  if (fromStart && toEnd) return "is";
  if (fromStart) return "starts";
  return toEnd ? "ends" : "contains";
}

/** `/(cart|checkout)` → `/cart`, `/checkout`. */
function alternatives(body: string): string[] | null {
  const parts = /^([^()|]*)\((?:\?:)?([^()]+\|[^()]+)\)$/.exec(body) ?? /^()([^()]+\|[^()]+)$/.exec(body);
  if (!parts) return null;
  const texts = (parts[2] ?? "").split("|").map((choice) => literal(`${parts[1]}${choice}`));
  return texts.every((text): text is string => text !== null && text !== "") ? texts : null;
}

/** The text without its escapes; null where it is more than a text. */
function literal(body: string): string | null {
  let text = "";
  for (let at = 0; at < body.length; at += 1) {
    const char = body[at] ?? "";
    if (char === "\\") {
      at += 1;
      const escaped = body[at];
      if (escaped === undefined || /[A-Za-z0-9]/.test(escaped)) return null;
      text += escaped;
    } else if (".*+?()[]{}|^$".includes(char)) {
      return null;
    } else {
      text += char;
    }
  }
  return text;
}
