// Builds a condition by hand: rows that read as sentences, filled from what the shop's data knows; the same as JSON beside
// it. Whoever uses it keeps the condition, and shows the audience (`audience/Audience.tsx`) where that is wanted.

import { Trans, useLingui } from "@lingui/react/macro";
import { ActionIcon, Button } from "@mantine/core";
import { IconArrowBackUp, IconArrowForwardUp } from "@tabler/icons-react";
import { type KeyboardEvent, useCallback, useLayoutEffect, useMemo, useRef, useState } from "react";
import { withAnswers } from "../../words/answers";
import { toldWords } from "../../words/told";
import { useWords } from "../../words/useWords";
import { type Builder, BuilderContext } from "./builder";
import classes from "./ConditionBuilder.module.css";
import { Examples } from "./Examples";
import { JsonEditor } from "./JsonEditor";
import { parse } from "./model/parse";
import { NO_PROBLEMS, type PlaceProblem, type ProblemsByRow, problemsByRow } from "./model/places";
import type { Group, Json, Scope } from "./model/tree";
import type { Vocabulary } from "./model/vocabulary";
import { GroupView } from "./rows/GroupView";
import { type OnCondition, useTree } from "./useTree";

export interface ConditionBuilderProps {
  /** What screen readers call it. */
  label: string;
  value: Json;
  onChange: OnCondition;
  /** What `onChange` handed out with unfinished rows, where somebody keeps them; null for none. */
  kept?: Group | null;
  vocabulary: Vocabulary;
  /** `event` for a `where` that stands by itself; then `event` names which one it is. */
  scope?: Scope;
  event?: string | null;
  /** What the server says of it, with places from the condition's root. */
  problems?: readonly PlaceProblem[];
  /** What it means while nothing is asked yet; left out: everybody. */
  whenEmpty?: string;
  /** Ready ones, while nothing is asked yet. */
  hasExamples?: boolean;
  /** A ready one was taken; its name may be wanted. */
  onExample?: (name: string) => void;
}

const NONE: readonly PlaceProblem[] = [];
/** Whichever row is the first. */
const FIRST = "";

export function ConditionBuilder(props: ConditionBuilderProps) {
  const { label, value, onChange, vocabulary, scope = "visitor", event = null, problems = NONE } = props;
  const { t } = useLingui();
  const known = useWords();
  const words = useMemo(() => withAnswers(known, vocabulary.answers ?? []), [known, vocabulary.answers]);
  const { history, edit, undo, redo } = useTree(value, onChange, props.kept);
  const { tree } = history;
  const [isJson, setJson] = useState(false);
  const box = useRef<HTMLDivElement>(null);
  const focus = useFocus(box);
  const byRow = useStable(useMemo(() => problemsByRow(tree, problems), [tree, problems]));
  const builder: Builder = useMemo(
    () => ({ words, vocabulary, edit, focus, problems: byRow }),
    [words, vocabulary, edit, focus, byRow],
  );
  const onKey = (pressed: KeyboardEvent) => {
    if (!(pressed.ctrlKey || pressed.metaKey) || pressed.altKey) return;
    const key = pressed.key.toLowerCase();
    if ((pressed.target as HTMLElement).tagName === "TEXTAREA") return;
    if (key === "z" && !pressed.shiftKey) undo();
    else if (key === "y" || key === "z") redo();
    else return;
    pressed.preventDefault();
  };
  const take = (condition: Json) => edit(() => parse(condition));
  const own = byRow.get(tree.id);
  const tools = (
    <>
      <ActionIcon aria-label={t`Undo`} disabled={history.past.length === 0} onClick={undo}>
        <IconArrowBackUp size={18} aria-hidden />
      </ActionIcon>
      <ActionIcon aria-label={t`Redo`} disabled={history.future.length === 0} onClick={redo}>
        <IconArrowForwardUp size={18} aria-hidden />
      </ActionIcon>
      <Button variant="subtle" size="compact-sm" aria-expanded={isJson} onClick={() => setJson(!isJson)}>
        {isJson ? <Trans>Close the JSON</Trans> : <Trans>See it as JSON</Trans>}
      </Button>
    </>
  );
  const examples = props.hasExamples && (
    <Examples
      take={(example) => {
        take(example.condition);
        props.onExample?.(example.name);
        focus(FIRST);
      }}
    />
  );
  return (
    <BuilderContext value={builder}>
      {/* biome-ignore lint/a11y/useSemanticElements: a fieldset would need a legend to be seen */}
      <div ref={box} className={classes.builder} role="group" aria-label={label} onKeyDown={onKey}>
        <div className={classes.sides} data-json={isJson || undefined}>
          <div className={classes.rows}>
            <GroupView
              group={tree}
              scope={scope}
              event={event}
              tools={tools}
              whenEmpty={
                <span>{props.whenEmpty ?? <Trans>Nothing is asked yet: everybody is meant.</Trans>}</span>
              }
              beforeFirst={examples}
            />
            {own && (
              <ul className={classes.problems} role="alert">
                {own.map((problem) => (
                  <li key={problem}>{toldWords(words, problem)}</li>
                ))}
              </ul>
            )}
          </div>
          {isJson && <JsonEditor tree={tree} take={take} />}
        </div>
      </div>
    </BuilderContext>
  );
}

/**
 * Goes to a row's first or second field, with the very render that puts the row on the screen: asked for in the same act as the
 * change, so neither an earlier render can use the wish up nor a later one repeat it.
 */
function useFocus(box: React.RefObject<HTMLDivElement | null>) {
  const [wanted, want] = useState<{ id: string; isSecond: boolean } | null>(null);
  useLayoutEffect(() => {
    if (wanted === null) return;
    const { id, isSecond } = wanted;
    const row = box.current?.querySelector(id === FIRST ? "li[data-piece]" : `[data-piece="${id}"]`);
    const [first, second] = row?.querySelectorAll<HTMLElement>("[data-first], select, input") ?? [];
    // An empty group has nothing but the button that fills it.
    ((isSecond ? second : first) ?? first ?? row?.querySelector("button"))?.focus();
  }, [wanted, box]);
  return useCallback<Builder["focus"]>(
    (id, field = "first") => want({ id, isSecond: field === "second" }),
    [],
  );
}

/** The same map as long as it says the same: rows are not drawn again for nothing. */
function useStable(problems: ProblemsByRow): ProblemsByRow {
  const kept = useRef<ProblemsByRow>(NO_PROBLEMS);
  if (JSON.stringify([...kept.current]) !== JSON.stringify([...problems])) kept.current = problems;
  return kept.current;
}
