// Acts in their order: others may lie between.

import { Trans, useLingui } from "@lingui/react/macro";
import { ActionIcon, Button } from "@mantine/core";
import { IconArrowUp, IconPlus, IconX } from "@tabler/icons-react";
import { eventName } from "../../../words/eventNames";
import { useBuilder } from "../builder";
import { Combo } from "../fields/Combo";
import { Select } from "../fields/Select";
import { SpanField } from "../fields/SpanField";
import { newStep, update } from "../model/edit";
import type { Place } from "../model/kinds";
import { eventsFor } from "../model/subjects";
import type { Sequence, Step } from "../model/tree";
import { SubjectField } from "../SubjectField";
import { useSubjectWords } from "../useNames";
import { Row } from "./Row";
import classes from "./rows.module.css";
import { Where } from "./Where";

export interface SequenceRowProps {
  piece: Sequence;
  place: Place;
  joint: string;
}

/** The language takes no more. */
const MOST_STEPS = 10;

export function SequenceRow({ piece, place, joint }: SequenceRowProps) {
  const { t } = useLingui();
  const { words, edit } = useBuilder();
  const names = useSubjectWords();
  const change = (some: Partial<Sequence>) =>
    edit((root) => update<Sequence>(root, piece.id, (one) => ({ ...one, ...some })), piece.id);
  const happened = (
    <Select
      label={t`Happened or not`}
      value={piece.negated ? "no" : "yes"}
      options={[
        { value: "yes", label: t`happened` },
        { value: "no", label: t`did not happen` },
      ]}
      onChange={(to) => change({ negated: to === "no" })}
    />
  );
  return (
    <Row
      piece={piece}
      joint={joint}
      below={<Steps steps={piece.steps} onChange={(steps) => change({ steps })} />}
    >
      <SubjectField piece={piece} text={names.sequence} place={place} />
      {words.language === "ja" ? <span className={classes.word}>が</span> : happened}
      {piece.since !== null && (
        <span className={classes.word}>
          <Trans>in the last</Trans>
        </span>
      )}
      <SpanField
        label={t`Period`}
        value={piece.since}
        onChange={(since) => change({ since })}
        whenNone={t`all the time so far`}
      />
      {words.language === "ja" && <span className={classes.word}>に、</span>}
      <span className={classes.word}>
        <Trans>from first to last within</Trans>
      </span>
      <SpanField
        label={t`From first to last`}
        value={piece.within}
        onChange={(within) => change({ within })}
      />
      {words.language === "ja" && (
        <>
          <span className={classes.word}>以内に</span>
          {happened}
        </>
      )}
    </Row>
  );
}

function Steps({ steps, onChange }: { steps: readonly Step[]; onChange: (steps: Step[]) => void }) {
  const { t } = useLingui();
  const { words, vocabulary } = useBuilder();
  const names = useSubjectWords();
  return (
    <ol className={classes.steps}>
      {steps.map((step, at) => (
        <li key={step.id} className={classes.step}>
          <div className={classes.line}>
            <div className={classes.sentence}>
              <span className={classes.number} aria-hidden>
                {at + 1}
              </span>
              <Combo
                label={t`Act ${at + 1}`}
                text={step.name === "" ? "" : eventName(words, step.name, "plain")}
                placeholder={t`Choose an act`}
                options={() => eventsFor(words, names, vocabulary)}
                free={(text) => [{ key: text, label: names.asEvent(text), value: text }]}
                onPick={(name) => onChange(steps.toSpliced(at, 1, { ...step, name }))}
                isMissing={step.name === ""}
              />
            </div>
            <div className={classes.acts}>
              {at > 0 && (
                <ActionIcon
                  aria-label={t`Move act ${at + 1} up`}
                  onClick={() => onChange(steps.toSpliced(at, 1).toSpliced(at - 1, 0, step))}
                >
                  <IconArrowUp size={16} aria-hidden />
                </ActionIcon>
              )}
              {steps.length > 1 && (
                <ActionIcon
                  aria-label={t`Remove act ${at + 1}`}
                  onClick={() => onChange(steps.toSpliced(at, 1))}
                >
                  <IconX size={16} aria-hidden />
                </ActionIcon>
              )}
            </div>
          </div>
          {step.name !== "" && <Where of={step} event={step.name} />}
        </li>
      ))}
      {steps.length < MOST_STEPS && (
        <li>
          <Button
            variant="subtle"
            size="compact-xs"
            leftSection={<IconPlus size={14} aria-hidden />}
            onClick={() => onChange([...steps, newStep()])}
          >
            <Trans>Add an act</Trans>
          </Button>
        </li>
      )}
    </ol>
  );
}
