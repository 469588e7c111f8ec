// What can be done with any row, and where the focus then goes.

import { useBuilder } from "./builder";
import { duplicate, move, parentOf, remove, unwrap, wrap } from "./model/edit";
import type { Piece } from "./model/tree";

export function useRowActs({ id }: Piece) {
  const { edit, focus } = useBuilder();
  return {
    move: (by: -1 | 1) => {
      edit((root) => move(root, id, by));
      focus(id);
    },
    duplicate: () =>
      edit((root) => {
        const { root: changed, copy } = duplicate(root, id);
        focus(copy);
        return changed;
      }),
    wrap: () =>
      edit((root) => {
        const { root: changed, added } = wrap(root, id);
        focus(added);
        return changed;
      }),
    unwrap: () =>
      edit((root) => {
        const of = parentOf(root, id);
        if (of) focus(of.id);
        return unwrap(root, id);
      }),
    remove: () =>
      edit((root) => {
        const of = parentOf(root, id);
        const at = of?.pieces.findIndex((piece) => piece.id === id) ?? -1;
        const next = of?.pieces[at + 1] ?? of?.pieces[at - 1] ?? of;
        if (next) focus(next.id);
        return remove(root, id);
      }),
  };
}
