import { useLingui } from "@lingui/react/macro";
import { useBuilder } from "../builder";
import { Combo } from "../fields/Combo";
import { Select } from "../fields/Select";
import { update } from "../model/edit";
import type { Place } from "../model/kinds";
import type { Segment } from "../model/tree";
import { SubjectField } from "../SubjectField";
import { Row } from "./Row";
import classes from "./rows.module.css";

export interface SegmentRowProps {
  piece: Segment;
  place: Place;
  joint: string;
}

export function SegmentRow({ piece, place, joint }: SegmentRowProps) {
  const { t } = useLingui();
  const { words, vocabulary, edit } = useBuilder();
  const change = (some: Partial<Segment>) =>
    edit((root) => update<Segment>(root, piece.id, (one) => ({ ...one, ...some })));
  const which = (
    <Combo
      label={t`Segment`}
      text={piece.key === "" ? "" : words.segment(piece.key)}
      placeholder={t`Choose a segment`}
      options={() => [
        {
          label: "",
          options: vocabulary.segments.map(({ key, name }) => ({ key, label: name, value: key, also: key })),
        },
      ]}
      onPick={(key) => change({ key })}
      isMissing={piece.key === ""}
    />
  );
  const inOrNot = (
    <Select
      label={t`In it or not`}
      value={piece.negated ? "no" : "yes"}
      options={[
        { value: "yes", label: t`is in` },
        { value: "no", label: t`is not in` },
      ]}
      onChange={(to) => change({ negated: to === "no" })}
    />
  );
  return (
    <Row piece={piece} joint={joint}>
      <SubjectField piece={piece} text={t`Segment`} place={place} />
      {words.language === "ja" ? (
        <>
          {which}
          <span className={classes.word}>に</span>
          {inOrNot}
        </>
      ) : (
        <>
          {inOrNot}
          {which}
        </>
      )}
    </Row>
  );
}
