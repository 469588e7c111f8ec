// Short notices at the foot of the page: done, or not done and why.

import { useLingui } from "@lingui/react";
import { notifications } from "@mantine/notifications";
import { useMemo } from "react";
import { problemWords } from "../app/problems";

const done_ms = 4000;
const refused_ms = 9000;

export interface Notify {
  done: (message: string) => void;
  /** For what failed away from any field. */
  refused: (problem: unknown) => void;
}

export function useNotify(): Notify {
  const { i18n } = useLingui();
  return useMemo(
    () => ({
      done: (message) => void notifications.show({ message, autoClose: done_ms, withBorder: true }),
      refused: (problem) => {
        const { title, todo, detail } = problemWords(problem, i18n);
        const message = [todo, detail].filter(Boolean).join(" ");
        notifications.show({ title, message, color: "red", autoClose: refused_ms, withBorder: true });
      },
    }),
    [i18n],
  );
}
