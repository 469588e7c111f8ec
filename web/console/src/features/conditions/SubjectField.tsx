// What a row is about: the first field of each.

import { useLingui } from "@lingui/react/macro";
import { useBuilder } from "./builder";
import { Combo } from "./fields/Combo";
import { replace } from "./model/edit";
import type { Place } from "./model/kinds";
import { freeSubjects, pieceFor, subjectsFor, type Wanted } from "./model/subjects";
import type { Piece } from "./model/tree";
import { useSubjectWords } from "./useNames";

export interface SubjectFieldProps {
  piece: Piece;
  /** What it is about now; empty where nothing was chosen. */
  text: string;
  place: Place;
}

export function SubjectField({ piece, text, place }: SubjectFieldProps) {
  const { t } = useLingui();
  const { words, vocabulary, edit, focus } = useBuilder();
  const names = useSubjectWords();
  const take = (wanted: Wanted) => {
    edit((root) => replace(root, piece.id, (before) => [pieceFor(words, vocabulary, wanted, place, before)]));
    // What it is about is said: what is asked of it comes next. A field that stays keeps the focus by itself.
    const isSaid = wanted.kind === "attribute" || wanted.kind === "event";
    if (!isSaid) focus(piece.id);
    else if (piece.kind !== wanted.kind) focus(piece.id, "second");
  };
  return (
    <Combo
      label={t`What is asked`}
      text={text}
      placeholder={t`Choose what to ask`}
      options={() => subjectsFor(words, names, vocabulary, place)}
      free={(typed) => freeSubjects(names, place, typed)}
      onPick={take}
      isStrong
      isFirst
      isMissing={text === ""}
      opensAtOnce={text === ""}
    />
  );
}
