// A list with an entry for which something holds: 「カートの品に、価格が3,000円以上のものがある」.

import { useLingui } from "@lingui/react/macro";
import { useBuilder } from "../builder";
import { Select } from "../fields/Select";
import { update } from "../model/edit";
import type { Place } from "../model/kinds";
import { attributeLabel } from "../model/subjects";
import type { Entry } from "../model/tree";
import { SubjectField } from "../SubjectField";
import { GroupView } from "./GroupView";
import { Row } from "./Row";
import classes from "./rows.module.css";

export interface EntryRowProps {
  piece: Entry;
  place: Place;
  joint: string;
}

export function EntryRow({ piece, place, joint }: EntryRowProps) {
  const { t } = useLingui();
  const { words, edit } = useBuilder();
  return (
    <Row
      piece={piece}
      joint={joint}
      below={
        <GroupView
          group={piece.inner}
          scope="entry"
          event={null}
          label={t`An entry for which`}
          isNested
          isFixed={piece.inner.pieces.some((inner) => inner.kind === "attribute" && inner.path === null)}
        />
      }
    >
      <SubjectField piece={piece} text={attributeLabel(words, piece.path)} place={place} />
      {words.language === "ja" && <span className={classes.word}>に、次のものが</span>}
      <Select
        label={t`There is one or not`}
        value={piece.negated ? "no" : "yes"}
        options={[
          { value: "yes", label: t`has an entry` },
          { value: "no", label: t`has no entry` },
        ]}
        onChange={(to) =>
          edit((root) => update<Entry>(root, piece.id, (one) => ({ ...one, negated: to === "no" })))
        }
      />
    </Row>
  );
}
