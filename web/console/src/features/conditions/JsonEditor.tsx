// The condition as it is written. What is typed counts as soon as it can be read; until then the rows stay as they were.

import { Trans, useLingui } from "@lingui/react/macro";
import { Textarea } from "@mantine/core";
import { useEffect, useState } from "react";
import classes from "./ConditionBuilder.module.css";
import { type Group, isObject, type Json } from "./model/tree";
import { write } from "./model/write";

export interface JsonEditorProps {
  tree: Group;
  take: (condition: Json) => void;
}

type Read = { condition: Json } | { place: { line: number; column: number } | null };

/** Says where the text breaks, as far as the browser tells. */
function read(text: string): Read {
  try {
    return { condition: JSON.parse(text) };
  } catch (reason) {
    const position = /position (\d+)/.exec(String(reason))?.[1];
    if (position === undefined) return { place: null };
    const before = text.slice(0, Number(position)).split("\n");
    return { place: { line: before.length, column: (before.at(-1)?.length ?? 0) + 1 } };
  }
}

const shown = (tree: Group) => JSON.stringify(write(tree), null, 2);

export function JsonEditor({ tree, take }: JsonEditorProps) {
  const { t } = useLingui();
  const [text, setText] = useState(() => shown(tree));
  // What was changed in the rows is shown here, unless it is what was just typed here.
  useEffect(() => {
    const now = shown(tree);
    setText((before) => (same(before, now) ? before : now));
  }, [tree]);
  const change = (to: string) => {
    setText(to);
    const found = read(to);
    if ("condition" in found && isObject(found.condition) && !same(to, shown(tree))) take(found.condition);
  };
  return (
    <div className={classes.json}>
      <Textarea
        label={t`Condition as JSON`}
        description={<Trans>For those who write it: every change shows in the rows at once.</Trans>}
        autosize
        minRows={6}
        maxRows={28}
        spellCheck={false}
        value={text}
        error={useFault(text)}
        onChange={(event) => change(event.currentTarget.value)}
      />
    </div>
  );
}

function useFault(text: string): string | null {
  const { t } = useLingui();
  const found = read(text);
  if ("condition" in found)
    return isObject(found.condition) ? null : t`A condition is an object in curly brackets.`;
  if (!found.place) return t`This is not readable JSON. The rows stay as they were.`;
  const { line, column } = found.place;
  return t`This is not readable JSON at line ${line}, column ${column}. The rows stay as they were.`;
}

function same(one: string, other: string): boolean {
  const [first, second] = [read(one), read(other)];
  return (
    "condition" in first &&
    "condition" in second &&
    JSON.stringify(first.condition) === JSON.stringify(second.condition)
  );
}
