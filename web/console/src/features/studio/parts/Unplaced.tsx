// Problems that belong to no part: of the name, the key, or the text as a whole.

import { useLingui } from "@lingui/react/macro";
import { partOf } from "../model/parts";
import { told } from "../problems";
import { useStudio } from "../studio";
import classes from "./PartFrame.module.css";

export function Unplaced() {
  const { t } = useLingui();
  const { problems, words } = useStudio();
  const own = told(
    words,
    problems.filter(({ path }) => partOf(path) === null),
  );
  if (own.length === 0) return null;
  return (
    <ul className={classes.said} aria-label={t`Problems of the whole`}>
      {own.map(({ path, message }) => (
        <li key={`${path} ${message}`}>{message}</li>
      ))}
    </ul>
  );
}
