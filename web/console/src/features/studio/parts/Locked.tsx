// Fields as they stand, for whoever may not change them: to be read, and closed by the browser itself.

import type { ReactNode } from "react";
import { useStudio } from "../studio";
import classes from "./forms.module.css";

export function Locked({ children }: { children: ReactNode }) {
  const { mayEdit } = useStudio();
  if (mayEdit) return children;
  return (
    <fieldset className={classes.locked} disabled>
      {children}
    </fieldset>
  );
}
