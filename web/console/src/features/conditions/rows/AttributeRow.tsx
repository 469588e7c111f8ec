import { Trans, useLingui } from "@lingui/react/macro";
import { Menu } from "@mantine/core";
import { IconPlus } from "@tabler/icons-react";
import { useBuilder } from "../builder";
import { Tests } from "../fields/Tests";
import { chosen, offered, writeChoice } from "../model/choices";
import { update } from "../model/edit";
import { kindFor, type Place, subjectOf } from "../model/kinds";
import { attributeLabel } from "../model/subjects";
import type { Attribute } from "../model/tree";
import { SubjectField } from "../SubjectField";
import { useChoiceName } from "../useNames";
import { Row } from "./Row";
import classes from "./rows.module.css";

export interface AttributeRowProps {
  piece: Attribute;
  place: Place;
  joint: string;
}

/** The second test of a range. */
const RANGE = new Set(["number", "moment", "hour"]);

export function AttributeRow({ piece, place, joint }: AttributeRowProps) {
  const { t } = useLingui();
  const { words, vocabulary, edit } = useBuilder();
  const nameOf = useChoiceName();
  const known = subjectOf(words, vocabulary, piece.path, place);
  const subject = { ...known, kind: kindFor(known.kind, piece.tests) };
  // What has no form is said with its own particle.
  const isFormed = piece.tests[0] !== undefined && chosen(piece.tests[0]) !== null;
  const take = (tests: Attribute["tests"]) =>
    edit((root) => update<Attribute>(root, piece.id, (one) => ({ ...one, tests })), piece.id);
  const another = () =>
    take([...piece.tests, writeChoice(RANGE.has(subject.kind) ? "lt" : "is_not", undefined)]);
  return (
    <Row
      piece={piece}
      joint={joint}
      acts={
        <Menu.Item leftSection={<IconPlus size={16} aria-hidden />} onClick={another}>
          {t`Ask one more thing of it`}
        </Menu.Item>
      }
    >
      {piece.path === null ? (
        <span className={classes.word}>
          <Trans>the entry</Trans>
        </span>
      ) : (
        <SubjectField piece={piece} text={attributeLabel(words, piece.path)} place={place} />
      )}
      {words.language === "ja" && isFormed && <span className={classes.word}>が</span>}
      <Tests
        tests={piece.tests}
        subject={subject}
        offer={offered(subject.kind)}
        nameOf={nameOf}
        onChange={take}
      />
    </Row>
  );
}
