// Patterns as people mean them: begins with, contains, is below.

import { shapeOf } from "../pattern";
import { listWords } from "../values";
import { quoted, type Words } from "../words";
import { both, NO_CASE, type Predicate, type Speaker } from "./speaker";

export function matching(fold: boolean): Speaker {
  return (words, operand) => {
    const shape = shapeOf(typeof operand === "string" ? operand : "");
    const note = fold ? NO_CASE[words.language] : "";
    const text = quoted(words, "text" in shape ? shape.text : "");
    const verb = (ja: string, en: string, jaNot: string, enNot: string) =>
      both(words, `${ja}${note}`, `${en}${note}`, `${jaNot}${note}`, `${enNot}${note}`);
    switch (shape.kind) {
      case "is":
        return verb(`が${text}`, `is ${text}`, `が${text}以外`, `is not ${text}`);
      case "starts":
        return verb(
          `が${text}で始まる`,
          `begins with ${text}`,
          `が${text}で始まらない`,
          `does not begin with ${text}`,
        );
      case "ends":
        return verb(
          `が${text}で終わる`,
          `ends with ${text}`,
          `が${text}で終わらない`,
          `does not end with ${text}`,
        );
      case "contains":
        return verb(`が${text}を含む`, `contains ${text}`, `が${text}を含まない`, `does not contain ${text}`);
      case "below":
        return verb(`が${text}の下`, `is below ${text}`, `が${text}の下ではない`, `is not below ${text}`);
      case "one_of":
        return choices(words, shape.texts, shape.anchored, note);
      case "pattern": {
        const pattern = `/${shape.text}/`;
        const ja = `が正規表現 ${pattern} に合`;
        return verb(`${ja}う`, `matches ${pattern}`, `${ja}わない`, `does not match ${pattern}`);
      }
    }
  };
}

function choices(words: Words, texts: string[], anchored: boolean, note: string): Predicate {
  const list = listWords(words, texts, "text");
  if (anchored) {
    const en = `one of ${list}${note}`;
    return both(
      words,
      `が${list}のどれかで始まる${note}`,
      `begins with ${en}`,
      `が${list}のどれでも始まらない${note}`,
      `does not begin with ${en}`,
    );
  }
  const en = `${list}${note}`;
  return both(
    words,
    `が${list}のどれかを含む${note}`,
    `contains one of ${en}`,
    `が${list}のどれも含まない${note}`,
    `contains none of ${en}`,
  );
}
