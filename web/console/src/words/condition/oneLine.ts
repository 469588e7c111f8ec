// A whole condition in one line, for lists and for the `where` of an event.

import { say, type Words } from "../words";
import { type Clause, isEverybody } from "./clause";
import { leafWords } from "./leaf";

export function oneLine(words: Words, clause: Clause): string {
  if (clause.kind !== "group") return leafWords(words, clause);
  if (isEverybody(clause)) return say(words, { ja: "すべての来訪者", en: "every visitor" });
  const parts = clause.clauses.map((inner) =>
    inner.kind === "group" ? bracketed(words, inner) : leafWords(words, inner),
  );
  const joined = parts.join(JOINTS[clause.join][words.language]);
  return say(words, {
    ja: { all: joined, any: joined, none: `（${joined}）のどれでもない`, not_all: `（${joined}）ではない` }[
      clause.join
    ],
    en: { all: joined, any: joined, none: `none of (${joined})`, not_all: `not (${joined})` }[clause.join],
  });
}

const JOINTS = {
  all: { ja: "、かつ", en: " and " },
  any: { ja: "、または", en: " or " },
  none: { ja: "、", en: ", " },
  not_all: { ja: "、かつ", en: " and " },
};

function bracketed(words: Words, clause: Clause): string {
  const line = oneLine(words, clause);
  const needsThem = clause.kind === "group" && (clause.join === "all" || clause.join === "any");
  if (!needsThem) return line;
  return words.language === "ja" ? `（${line}）` : `(${line})`;
}

export function sentenceCase(words: Words, text: string): string {
  return words.language === "en" ? text.charAt(0).toUpperCase() + text.slice(1) : text;
}
