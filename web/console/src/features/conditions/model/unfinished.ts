// Rows that somebody has begun and not filled in. They are not written, and whoever saves is told.

import { type Group, groupsIn, type Piece, type Test } from "./tree";

export const isTestFinished = ({ operand }: Test): boolean => operand !== undefined;

/** Whether a piece can be written as it is; what lies inside of it may still be unfinished. */
export function isFinished(piece: Piece): boolean {
  switch (piece.kind) {
    case "blank":
      return false;
    case "attribute":
      return piece.tests.some(isTestFinished);
    case "segment":
      return piece.key !== "";
    case "event":
      return piece.name !== "";
    case "sequence":
      return piece.steps.every(({ name }) => name !== "");
    case "entry":
      return isFinished(piece.inner);
    case "group":
      return piece.pieces.length === 0 || piece.pieces.some(isFinished);
    case "written":
      return true;
  }
}

/** The rows that wait for something, in their order. */
export function unfinishedIn(root: Group): string[] {
  return root.pieces.flatMap((piece) => {
    const inside = groupsIn(piece, "visitor").flatMap(([group]) => unfinishedIn(group));
    return isWaiting(piece) ? [piece.id, ...inside] : inside;
  });
}

function isWaiting(piece: Piece): boolean {
  if (piece.kind === "group") return piece.pieces.length === 0 && piece.join !== "all";
  if (piece.kind === "entry") return piece.inner.pieces.length === 0;
  if (piece.kind === "attribute") return !piece.tests.every(isTestFinished);
  if (piece.kind === "event") return piece.name === "" || !(piece.count ?? []).every(isTestFinished);
  return !isFinished(piece);
}
