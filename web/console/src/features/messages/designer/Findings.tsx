// What is said beside a field: problems that hinder publishing, and warnings. Each with a sign and in words.

import { IconAlertTriangle, IconCircleX } from "@tabler/icons-react";
import { type RefObject, useEffect } from "react";
import { at, useDesigner } from "./context";
import classes from "./designer.module.css";

export function Findings({ path, id }: { path: string; id?: string }) {
  const found = at(useDesigner(), path);
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

/**
 * Whether a field is wrong, and its tie to what is said below it. Mantine's fields know of their own descriptions only, so
 * the tie is made on the element.
 */
export function useFound(
  path: string,
  field: RefObject<HTMLElement | null>,
  aboutId: string | false,
  saidId: string,
) {
  const found = at(useDesigner(), path);
  const described = [aboutId, found.length > 0 && saidId].filter(Boolean).join(" ");
  useEffect(() => {
    if (described) field.current?.setAttribute("aria-describedby", described);
    else field.current?.removeAttribute("aria-describedby");
  }, [field, described]);
  return found.some(({ level }) => level === "problem");
}
