// A condition as nested sentences. Lists that need one line only use `conditionLine`.

import { useMemo } from "react";
import classes from "./ConditionText.module.css";
import { conditionTree, type Sentence } from "./condition";
import { useWords } from "./useWords";

export function ConditionText({ condition }: { condition: unknown }) {
  const words = useWords();
  const tree = useMemo(() => conditionTree(words, condition), [words, condition]);
  if (tree.children.length === 0) return <p>{tree.text}</p>;
  return (
    <div>
      <p className={classes.heading}>{tree.text}</p>
      <Sentences of={tree.children} />
    </div>
  );
}

function Sentences({ of }: { of: Sentence[] }) {
  return (
    <ul className={classes.list}>
      {of.map((sentence) => (
        <li key={sentence.at}>
          {sentence.text}
          {sentence.children.length > 0 && <Sentences of={sentence.children} />}
        </li>
      ))}
    </ul>
  );
}
