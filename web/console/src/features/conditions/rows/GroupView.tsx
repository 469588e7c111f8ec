// Rows that are joined: how, the rows with a line beside them, and a button for the next.

import { Trans, useLingui } from "@lingui/react/macro";
import { Button } from "@mantine/core";
import { IconPlus } from "@tabler/icons-react";
import { memo, type ReactNode } from "react";
import { useBuilder } from "../builder";
import { Select } from "../fields/Select";
import { add, joined, update } from "../model/edit";
import type { Place } from "../model/kinds";
import { blank, type Group, type Join, type Piece, type Scope } from "../model/tree";
import { SubjectField } from "../SubjectField";
import { AttributeRow } from "./AttributeRow";
import { EntryRow } from "./EntryRow";
import { EventRow } from "./EventRow";
import { Row } from "./Row";
import classes from "./rows.module.css";
import { SegmentRow } from "./SegmentRow";
import { SequenceRow } from "./SequenceRow";
import { WrittenRow } from "./WrittenRow";

export interface GroupViewProps {
  group: Group;
  scope: Scope;
  event: string | null;
  /** Before the way it is joined. */
  label?: string;
  isNested?: boolean;
  /** No more rows can stand in it. */
  isFixed?: boolean;
  /** At the end of the line that says how it is joined. */
  tools?: ReactNode;
  /** What is said in place of that line while there are no rows. */
  whenEmpty?: ReactNode;
  /** Above the button for the first row. */
  beforeFirst?: ReactNode;
}

export function GroupView(props: GroupViewProps) {
  const { group, scope, event, label, isNested, isFixed, tools, whenEmpty, beforeFirst } = props;
  const isEmpty = group.pieces.length === 0 && group.join === "all";
  const joints = useJoints();
  const { edit, focus } = useBuilder();
  const begin = () => {
    const row = blank();
    edit((root) => add(root, group.id, row));
    focus(row.id);
  };
  return (
    <div
      className={classes.group}
      data-nested={isNested || undefined}
      data-piece={isNested ? undefined : group.id}
    >
      {!isFixed && (
        <div className={classes.joining}>
          {isEmpty && whenEmpty ? whenEmpty : <Joining group={group} label={label} />}
          {tools && <div className={classes.tools}>{tools}</div>}
        </div>
      )}
      {isEmpty && beforeFirst}
      <ul className={classes.rows} data-join={group.join}>
        {group.pieces.map((piece, at) => (
          <PieceRow
            key={piece.id}
            piece={piece}
            scope={scope}
            event={event}
            joint={at === 0 ? "" : joints[group.join]}
          />
        ))}
      </ul>
      {!isFixed && (
        <div className={classes.add}>
          <Button
            variant={isNested ? "subtle" : "default"}
            size={isNested ? "compact-xs" : "xs"}
            leftSection={<IconPlus size={14} aria-hidden />}
            data-add={group.id}
            onClick={begin}
          >
            <Trans>Add a condition</Trans>
          </Button>
        </div>
      )}
    </div>
  );
}

function useJoints(): Record<Join, string> {
  const { t } = useLingui();
  const [and, or] = [t`and`, t`or`];
  return { all: and, any: or, none: or, not_all: and };
}

/** How the rows are joined. `not_all` stands there only where the text says it. */
function Joining({ group, label }: { group: Group; label: string | undefined }) {
  const { t } = useLingui();
  const { edit } = useBuilder();
  const options: { value: Join; label: string }[] = [
    { value: "all", label: t`all hold` },
    { value: "any", label: t`any holds` },
    { value: "none", label: t`none holds` },
  ];
  if (group.join === "not_all") options.push({ value: "not_all", label: t`not all hold` });
  return (
    <>
      <span>{label ?? t`Of these`}</span>
      <Select
        label={t`How they are joined`}
        value={group.join}
        options={options}
        onChange={(join) => edit((root) => update<Group>(root, group.id, (one) => joined(one, join)))}
      />
    </>
  );
}

interface PieceRowProps {
  piece: Piece;
  scope: Scope;
  event: string | null;
  joint: string;
}

/** Drawn again only when its own piece changes. */
const PieceRow = memo(function PieceRow({ piece, scope, event, joint }: PieceRowProps) {
  const place: Place = { scope, event };
  switch (piece.kind) {
    case "group":
      return (
        <Row
          piece={piece}
          joint={joint}
          below={<GroupView group={piece} scope={scope} event={event} isNested />}
        >
          <span className={classes.word}>
            <Trans>A group of conditions</Trans>
          </span>
        </Row>
      );
    case "attribute":
      return <AttributeRow piece={piece} place={place} joint={joint} />;
    case "entry":
      return <EntryRow piece={piece} place={place} joint={joint} />;
    case "event":
      return <EventRow piece={piece} place={place} joint={joint} />;
    case "sequence":
      return <SequenceRow piece={piece} place={place} joint={joint} />;
    case "segment":
      return <SegmentRow piece={piece} place={place} joint={joint} />;
    case "written":
      return <WrittenRow piece={piece} joint={joint} />;
    case "blank":
      return (
        <Row piece={piece} joint={joint}>
          <SubjectField piece={piece} text="" place={place} />
        </Row>
      );
  }
});
