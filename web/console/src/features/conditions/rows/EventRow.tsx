// What the visitor did: how often, in which time, and what must be true of it.

import { Trans, useLingui } from "@lingui/react/macro";
import { eventName } from "../../../words/eventNames";
import { useBuilder } from "../builder";
import { SpanField } from "../fields/SpanField";
import { Tests } from "../fields/Tests";
import { offeredForCounts, writeChoice } from "../model/choices";
import { update } from "../model/edit";
import type { Place, Subject } from "../model/kinds";
import type { Counted } from "../model/tree";
import { SubjectField } from "../SubjectField";
import { useCountName } from "../useNames";
import { Row } from "./Row";
import classes from "./rows.module.css";
import { Where } from "./Where";

export interface EventRowProps {
  piece: Counted;
  place: Place;
  joint: string;
}

const TIMES: Subject = { kind: "number", unit: "times", values: [] };
const ONCE = [writeChoice("gte", 1)];

export function EventRow({ piece, place, joint }: EventRowProps) {
  const { words, edit } = useBuilder();
  const nameOf = useCountName();
  const change = (some: Partial<Counted>) =>
    edit((root) => update<Counted>(root, piece.id, (one) => ({ ...one, ...some })), piece.id);
  const subject = <SubjectField piece={piece} text={eventName(words, piece.name, "plain")} place={place} />;
  const count = (
    <Tests
      tests={piece.count ?? ONCE}
      subject={TIMES}
      offer={offeredForCounts}
      nameOf={nameOf}
      isCount
      onChange={(tests) => change({ count: tests })}
    />
  );
  const within = <Within value={piece.within} onChange={(value) => change({ within: value })} />;
  return (
    <Row piece={piece} joint={joint} below={<Where of={piece} event={piece.name} />}>
      {subject}
      {words.language === "ja" ? (
        <>
          <span className={classes.word}>が</span>
          {within}
          <span className={classes.word}>に</span>
          {count}
        </>
      ) : (
        <>
          {count}
          {within}
        </>
      )}
    </Row>
  );
}

function Within({ value, onChange }: { value: string | null; onChange: (value: string | null) => void }) {
  const { t } = useLingui();
  return (
    <>
      {value !== null && (
        <span className={classes.word}>
          <Trans>in the last</Trans>
        </span>
      )}
      <SpanField label={t`Period`} value={value} onChange={onChange} whenNone={t`all the time so far`} />
    </>
  );
}
