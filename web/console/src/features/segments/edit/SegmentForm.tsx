// Name, key and condition of a segment, what publishing would do, and the publication itself. What is not published stays
// on this screen, and whoever leaves it is asked.

import { Trans, useLingui } from "@lingui/react/macro";
import { Button, TextInput } from "@mantine/core";
import { useQueryClient } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import { type FormEvent, useMemo, useRef, useState } from "react";
import { keys } from "../../../api/keys";
import { ApiProblem, isProblem } from "../../../api/problem";
import type { PublishedText } from "../../../api/types";
import { useMay } from "../../../app/session";
import { ErrorView } from "../../../ui/ErrorView";
import { LeavingGuard } from "../../../ui/LeavingGuard";
import { useNotify } from "../../../ui/notify";
import { Section } from "../../../ui/Page";
import { isKey } from "../../../words/key";
import { isRecord } from "../../../words/words";
import { Audience, AudienceLine } from "../../conditions/audience/Audience";
import { useVocabulary } from "../../conditions/audience/queries";
import { ConditionBuilder } from "../../conditions/ConditionBuilder";
import { below, type PlaceProblem } from "../../conditions/model/places";
import { conditionOf } from "../text";
import { Conflict } from "./Conflict";
import { Effects } from "./Effects";
import { keyFor } from "./key";
import { type SegmentText, useSaveSegment } from "./queries";
import classes from "./SegmentForm.module.css";
import { type Rehearsal, useRehearsal } from "./useRehearsal";

export interface SegmentFormProps {
  /** Null: a new one. */
  segment: PublishedText | null;
  taken: ReadonlySet<string>;
}

interface Draft {
  name: string;
  /** Null: follows the name. */
  key: string | null;
  condition: unknown;
}

const draftOf = (segment: PublishedText | null): Draft => ({
  name: segment && isRecord(segment.text) ? String(segment.text.name ?? "") : "",
  key: segment?.key ?? null,
  condition: segment ? conditionOf(segment.text) : {},
});

export function SegmentForm({ segment, taken }: SegmentFormProps) {
  const { t } = useLingui();
  const { done } = useNotify();
  const navigate = useNavigate();
  const client = useQueryClient();
  const mayPublish = useMay("publish");
  // The version that was read: renewing what is kept must not make it look as if somebody had read the new one.
  const [base, setBase] = useState(segment);
  const [start, setStart] = useState(() => draftOf(segment));
  const [draft, setDraft] = useState(start);
  const [unfinished, setUnfinished] = useState(0);
  const [isTried, setTried] = useState(false);
  const isSaved = useRef(false);
  const form = useRef<HTMLFormElement>(null);
  const save = useSaveSegment();
  const vocabulary = useVocabulary(segment?.key);
  const key = draft.key ?? keyFor(draft.name, draft.condition, taken);
  const text = useMemo(
    (): SegmentText => ({
      ...(isRecord(base?.text) ? base.text : {}),
      kind: "segment",
      key,
      name: draft.name.trim(),
      condition: draft.condition as Record<string, unknown>,
    }),
    [base, key, draft],
  );
  const isChanged = JSON.stringify(draft) !== JSON.stringify(start) || unfinished > 0;
  const rehearsal = useRehearsal(isChanged && isKey(key) ? text : null);
  const refused = save.error instanceof ApiProblem ? save.error.problems : rehearsal.problems;
  const problems = useMemo(() => below("condition", own(refused, key)), [refused, key]);
  const wrong = useWrong({
    draft,
    key,
    taken,
    isNew: segment === null,
    isTaken: isTakenBy(save.error, base),
  });
  const set = (some: Partial<Draft>) => {
    save.reset();
    setDraft((before) => ({ ...before, ...some }));
  };

  const publish = (version: number) =>
    save.mutate(
      { text, version },
      {
        onSuccess: () => {
          isSaved.current = true;
          done(
            segment ? t`Published. Who is in it is decided anew with each visit.` : t`The segment is made.`,
          );
          void navigate({ to: "/segments/$key", params: { key } });
        },
      },
    );
  const submit = (event: FormEvent) => {
    event.preventDefault();
    setTried(true);
    if (Object.keys(wrong).length > 0 || unfinished > 0) {
      requestAnimationFrame(() => form.current?.querySelector<HTMLElement>("[aria-invalid=true]")?.focus());
      return;
    }
    publish(base?.version ?? 0);
  };
  const takeOver = (current: PublishedText) => {
    save.reset();
    setBase(current);
    setStart(draftOf(current));
    setDraft(draftOf(current));
    void client.invalidateQueries({ queryKey: keys.segments });
  };

  return (
    <form ref={form} className={classes.form} noValidate onSubmit={submit}>
      <LeavingGuard isNeeded={() => isChanged && !isSaved.current} />
      <fieldset className={classes.fields} disabled={!mayPublish || save.isPending}>
        <TextInput
          label={t`Name`}
          name="name"
          required
          withAsterisk={false}
          value={draft.name}
          error={isTried ? wrong.name : undefined}
          onChange={(event) => set({ name: event.currentTarget.value })}
        />
        {segment === null && (
          <TextInput
            label={t`Key`}
            name="key"
            inputWrapperOrder={["label", "input", "description", "error"]}
            description={t`How texts and the API call it. It cannot be changed later.`}
            value={key}
            error={isTried || draft.key !== null ? wrong.key : undefined}
            onChange={(event) => set({ key: event.currentTarget.value })}
            onBlur={() => draft.key === "" && set({ key: null })}
          />
        )}
      </fieldset>
      <div className={classes.columns}>
        <Section title={t`Condition`}>
          <ConditionBuilder
            label={t`Condition`}
            value={draft.condition}
            onChange={(condition, waiting) => {
              set({ condition });
              setUnfinished(waiting);
            }}
            vocabulary={vocabulary}
            problems={problems}
            hasExamples
            onExample={(name) => draft.name === "" && set({ name })}
          />
        </Section>
        <aside className={classes.aside}>
          <Audience condition={draft.condition} unfinished={unfinished} />
        </aside>
      </div>
      <Section title={t`When you publish`}>
        <Effects rehearsal={rehearsal} text={text} isChanged={isChanged} />
      </Section>
      <div className={classes.foot}>
        {isTried && unfinished > 0 && (
          <p className={classes.care} role="alert">
            <Trans>Some rows are not filled in yet. Fill them in or take them out: {unfinished}</Trans>
          </p>
        )}
        {save.error && <Refusal error={save.error} base={base} onOver={publish} onTake={takeOver} />}
        <div className={classes.line}>
          <span className={classes.state}>
            <State isChanged={isChanged} rehearsal={rehearsal} />
          </span>
          <span className={classes.count}>
            <AudienceLine condition={draft.condition} />
          </span>
          <Button type="submit" loading={save.isPending} disabled={!mayPublish || !isChanged}>
            {segment ? <Trans>Publish</Trans> : <Trans>Make the segment</Trans>}
          </Button>
        </div>
      </div>
    </form>
  );
}

/** What stands beside the button: also whose figures begin anew. */
function State({ isChanged, rehearsal }: { isChanged: boolean; rehearsal: Rehearsal }) {
  const cut =
    rehearsal.publications?.texts.filter((one) => one.kind === "campaign" && one.phase_cut).length ?? 0;
  if (!isChanged) return <Trans>Nothing changed yet.</Trans>;
  if (cut === 0) return <Trans>Changed, not published yet.</Trans>;
  return <Trans>Not published yet. Campaigns that then begin a new phase: {cut}</Trans>;
}

/** Problems of this very text, not of those that ask for it. */
const own = (problems: readonly (PlaceProblem & { text?: string })[], key: string) =>
  problems.filter(({ text }) => text === undefined || text === `segment/${key}`);

/** A new segment that meets one of the same key. */
const isTakenBy = (error: unknown, base: PublishedText | null) =>
  base === null && isProblem(error, "version_conflict");

interface Checked {
  draft: Draft;
  key: string;
  taken: ReadonlySet<string>;
  isNew: boolean;
  isTaken: boolean;
}

function useWrong({ draft, key, taken, isNew, isTaken }: Checked): { name?: string; key?: string } {
  const { t } = useLingui();
  const wrong: { name?: string; key?: string } = {};
  if (draft.name.trim() === "") wrong.name = t`Give it a name that everybody understands.`;
  if (isNew && !isKey(key)) wrong.key = t`Letters, digits, hyphens, dots and underscores, at most 64.`;
  else if (isNew && (isTaken || taken.has(key) || key === "new"))
    wrong.key = t`There is already a segment of this key. Choose another one.`;
  return wrong;
}

interface RefusalProps {
  error: unknown;
  base: PublishedText | null;
  onOver: (version: number) => void;
  onTake: (current: PublishedText) => void;
}

function Refusal({ error, base, onOver, onTake }: RefusalProps) {
  if (isTakenBy(error, base)) return null;
  if (base && isProblem(error, "version_conflict"))
    return <Conflict base={base} onOver={onOver} onTake={onTake} />;
  return <ErrorView error={error} />;
}
