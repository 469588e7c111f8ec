// The condition as it is written. What is typed counts as soon as it can be read; until then the rows stay as they were.

import { Trans, useLingui } from "@lingui/react/macro";
import { Textarea } from "@mantine/core";
import { useEffect, useState } from "react";
import classes from "./ConditionBuilder.module.css";
import { faultOf } from "./model/fault";
import { type Group, isObject, type Json } from "./model/tree";
import { write } from "./model/write";

export interface JsonEditorProps {
  tree: Group;
  take: (condition: Json) => void;
}

/** Undefined where the text cannot be read. */
function read(text: string): Json | undefined {
  try {
    return JSON.parse(text) as Json;
  } catch {
    return undefined;
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
    const condition = read(to);
    if (isObject(condition) && !same(to, shown(tree))) take(condition);
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
  const fault = faultOf(text);
  if (!fault) return isObject(read(text)) ? null : t`A condition is an object in curly brackets.`;
  const { line, column } = fault;
  return t`This is not readable JSON at line ${line}, column ${column}. The rows stay as they were.`;
}

/** Whether both say the same, however they are laid out. */
function same(one: string, other: string): boolean {
  const [first, second] = [read(one), read(other)];
  return first !== undefined && JSON.stringify(first) === JSON.stringify(second);
}
