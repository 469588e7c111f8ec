// That something was said about a step and is not settled yet, for who looks at all of them.

import { Plural } from "@lingui/react/macro";
import { IconMessageCircle } from "@tabler/icons-react";
import { useQuery } from "@tanstack/react-query";
import { useMemo } from "react";
import { commentsQuery } from "../api";
import { useStudio } from "../studio";
import classes from "./StepPanel.module.css";

/** How many open comments each step of an arm has. */
export function useOpenComments(arm: string): (step: string) => number {
  const { campaign } = useStudio();
  const comments = useQuery(commentsQuery(campaign)).data?.comments;
  return useMemo(() => {
    const open = (comments ?? []).filter(({ step, resolved_at }) => step?.arm === arm && !resolved_at);
    return (key) => open.filter(({ step }) => step?.step === key).length;
  }, [comments, arm]);
}

export function CommentMark({ count }: { count: number }) {
  if (count === 0) return null;
  return (
    <span className={classes.mark}>
      <IconMessageCircle size={14} aria-hidden />
      <Plural value={count} one="# comment" other="# comments" />
    </span>
  );
}
