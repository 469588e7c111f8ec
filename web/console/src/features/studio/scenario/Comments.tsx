// What members say to each other about a step: open ones first seen, settled ones kept until they are taken away.

import { Trans, useLingui } from "@lingui/react/macro";
import { Button, Textarea } from "@mantine/core";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { keys } from "../../../api/keys";
import { useMay } from "../../../app/session";
import fieldset from "../../../ui/fieldset.module.css";
import { useNotify } from "../../../ui/notify";
import { When } from "../../../ui/When";
import { addComment, type Comment, commentsQuery, removeComment, settleComment } from "../api";
import { useStudio } from "../studio";
import classes from "./StepPanel.module.css";

export function Comments({ arm, step }: { arm: string; step: string }) {
  const { t } = useLingui();
  const { campaign } = useStudio();
  const mayComment = useMay("comment");
  const comments = useQuery(commentsQuery(campaign)).data?.comments ?? [];
  const own = comments.filter((one) => one.step?.arm === arm && one.step.step === step);
  if (own.length === 0 && !mayComment) return null;
  return (
    <section className={classes.comments} aria-label={t`Comments on this step`}>
      <h4 className={fieldset.legend}>
        <Trans>Comments</Trans>
      </h4>
      {own.length > 0 && (
        <ul className={classes.thread}>
          {own.map((comment) => (
            <Said key={comment.id} comment={comment} mayComment={mayComment} />
          ))}
        </ul>
      )}
      {mayComment && <Say arm={arm} step={step} />}
    </section>
  );
}

function useChange<T>(change: (value: T) => Promise<unknown>) {
  const { campaign } = useStudio();
  const { refused } = useNotify();
  const client = useQueryClient();
  return useMutation({
    mutationFn: change,
    onSuccess: () => client.invalidateQueries({ queryKey: keys.comments(campaign) }),
    onError: refused,
  });
}

function Said({ comment, mayComment }: { comment: Comment; mayComment: boolean }) {
  const { campaign } = useStudio();
  const isSettled = Boolean(comment.resolved_at);
  const settling = useChange((resolved: boolean) => settleComment(campaign, comment.id, resolved));
  const removing = useChange(() => removeComment(campaign, comment.id));
  return (
    <li className={classes.comment} data-settled={isSettled || undefined}>
      <p>{comment.text}</p>
      <span className={classes.by}>
        <span>{comment.by}</span>
        <When at={comment.at} />
        {isSettled && <Trans>Settled</Trans>}
        {mayComment && (
          <Button variant="subtle" size="compact-xs" onClick={() => settling.mutate(!isSettled)}>
            {isSettled ? <Trans>Open it again</Trans> : <Trans>Settle it</Trans>}
          </Button>
        )}
        {comment.may_remove && (
          <Button variant="subtle" size="compact-xs" onClick={() => removing.mutate(undefined)}>
            <Trans>Remove</Trans>
          </Button>
        )}
      </span>
    </li>
  );
}

function Say({ arm, step }: { arm: string; step: string }) {
  const { t } = useLingui();
  const { campaign } = useStudio();
  const [text, setText] = useState("");
  const saying = useChange(async (said: string) => {
    await addComment(campaign, { arm, step }, said);
    setText("");
  });
  return (
    <>
      <Textarea
        aria-label={t`A comment on this step`}
        placeholder={t`Write a comment`}
        autosize
        minRows={1}
        maxRows={6}
        value={text}
        onChange={(event) => setText(event.currentTarget.value)}
      />
      {text.trim() !== "" && (
        <Button
          className={fieldset.start}
          size="xs"
          variant="default"
          loading={saying.isPending}
          onClick={() => saying.mutate(text.trim())}
        >
          <Trans>Comment</Trans>
        </Button>
      )}
    </>
  );
}
