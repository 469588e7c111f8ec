// What is said beside a field: problems that hinder publishing, and warnings. Each with a sign and in words.

import { IconAlertTriangle, IconCircleX } from "@tabler/icons-react";
import { at, useDesigner } from "./context";
import classes from "./designer.module.css";

export function Findings({ path, id }: { path: string; id?: string }) {
  const found = at(useDesigner().findings, path);
  if (found.length === 0) return null;
  return (
    <ul id={id} className={classes.findings}>
      {found.map(({ level, text }) => (
        <li key={text} data-level={level}>
          {level === "problem" ? (
            <IconCircleX size={14} aria-hidden />
          ) : (
            <IconAlertTriangle size={14} aria-hidden />
          )}
          <span>{text}</span>
        </li>
      ))}
    </ul>
  );
}

/** For a field: what describes it, and whether it is wrong. */
export function useFound(path: string, id: string) {
  const found = at(useDesigner().findings, path);
  return {
    isWrong: found.some(({ level }) => level === "problem"),
    described: found.length > 0 ? id : undefined,
  };
}
