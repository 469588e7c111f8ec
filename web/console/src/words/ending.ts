// How a passage through a scenario ended, as the visitor's story tells it.

import { type Language, say, type Tongue } from "./words";

const ENDINGS: Readonly<Record<string, Record<Language, string>>> = {
  finished: { ja: "会話は最後まで進みました", en: "The dialogue came to its end" },
  refused: { ja: "お断りになり、会話は終わりました", en: "The visitor declined, and the dialogue ended" },
  abandoned: { ja: "会話は途中のまま終わりました", en: "The dialogue was left unfinished" },
  merged: {
    ja: "プロフィールがひとつになり、もう一方の会話に引き継がれました",
    en: "Two profiles became one, and the other’s dialogue went on",
  },
  withdrawn: { ja: "施策が終わり、会話も終わりました", en: "The campaign ended, and the dialogue with it" },
  reached: {
    ja: "目標に届いたので、続きは届けませんでした",
    en: "The goal was reached, so nothing more was sent",
  },
  left: {
    ja: "やめる条件に当てはまったので、続きは届けませんでした",
    en: "The visitor needed no more of it, so nothing more was sent",
  },
};

/** Without a full stop; empty for an ending that is not known. */
export const endingWords = (words: Tongue, how: string): string => {
  const known = ENDINGS[how];
  return known ? say(words, known) : "";
};
