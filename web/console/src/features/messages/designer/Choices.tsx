// The answers that a visitor can press: added, taken away, put in another order; each with where it leads.

import { Trans, useLingui } from "@lingui/react/macro";
import { ActionIcon, Button, TextInput } from "@mantine/core";
import { IconArrowDown, IconArrowUp, IconPlus, IconX } from "@tabler/icons-react";
import { useRef, useState } from "react";
import { ROOM } from "../step/findings";
import { isMade, keyFor } from "../step/keys";
import { kindOf, wayOf } from "../step/kinds";
import { shownIn } from "../step/languages";
import { type Choice, move, put, putAt, some, type Text } from "../step/shape";
import { useDesigner, usePart } from "./context";
import classes from "./designer.module.css";
import { Findings } from "./Findings";
import { TextField } from "./TextField";

export function Choices() {
  const { step, own, isDisabled, storedKeys } = useDesigner();
  const [choices = [], set] = usePart("choices");
  const list = useRef<HTMLOListElement>(null);
  const { t } = useLingui();
  const keysBut = (at: number) => choices.filter((_, n) => n !== at).map(({ key }) => key);
  const focus = (selector: string) =>
    requestAnimationFrame(() => list.current?.querySelector<HTMLElement>(selector)?.focus());
  const label = (at: number, text: Text | undefined) => {
    const choice = choices[at] as Choice;
    const others = keysBut(at);
    const isFree = !storedKeys.has(choice.key) && isMade(choice.key, shownIn(choice.label, own, own), others);
    const key = isFree ? keyFor(shownIn(text, own, own), others) : choice.key;
    set(putAt(choices, at, { ...choice, key, label: text ?? "" }));
  };
  const shift = (at: number, to: number) => {
    set(move(choices, at, to));
    focus(`[data-choice="${to}"] [data-move="${to < at ? "up" : "down"}"]`);
  };
  const add = () => {
    set([...choices, { key: keyFor("", keysBut(-1)), label: "" }]);
    focus(`[data-choice="${choices.length}"] input`);
  };
  const remove = (at: number) => {
    set(some(putAt(choices, at, undefined)));
    focus(`[data-choice="${Math.min(at, choices.length - 2)}"] input`);
  };
  const isFull = kindOf(step) === "toast" && choices.length > 0;
  return (
    <div className={classes.group}>
      <ol ref={list} className={classes.choices} aria-label={t`Answers`}>
        {choices.map((choice, at) => (
          <ChoiceRow
            // biome-ignore lint/suspicious/noArrayIndexKey: a choice's key changes while its label is written
            key={at}
            at={at}
            choice={choice}
            isFirst={at === 0}
            isLast={at === choices.length - 1}
            onLabel={(text) => label(at, text)}
            onChange={(changed) => set(putAt(choices, at, changed))}
            onMove={(to) => shift(at, to)}
            onRemove={() => remove(at)}
          />
        ))}
      </ol>
      <Findings path="choices" />
      <Button
        className={classes.start}
        variant="default"
        size="xs"
        leftSection={<IconPlus size={14} aria-hidden />}
        disabled={isDisabled || isFull}
        onClick={add}
      >
        <Trans>Add an answer</Trans>
      </Button>
    </div>
  );
}

interface ChoiceRowProps {
  at: number;
  choice: Choice;
  isFirst: boolean;
  isLast: boolean;
  onLabel: (text: Text | undefined) => void;
  onChange: (choice: Choice) => void;
  onMove: (to: number) => void;
  onRemove: () => void;
}

function ChoiceRow({ at, choice, isFirst, isLast, onLabel, onChange, onMove, onRemove }: ChoiceRowProps) {
  const { step, leadsTo, isDisabled, language, own } = useDesigner();
  const { t } = useLingui();
  const path = `choices[${at}]`;
  const number = at + 1;
  const name = shownIn(choice.label, language, own) || t`answer ${number}`;
  const opensPage = choice.href !== undefined;
  // Leads and links are for one answer; of several it is the whole that leads somewhere.
  const isOne = wayOf(step) === "single";
  return (
    <li className={classes.choice} data-choice={at}>
      <div className={classes.choiceHead}>
        <div className={classes.grow}>
          <TextField
            path={`${path}.label`}
            label={t`Answer ${number}`}
            value={choice.label}
            onChange={onLabel}
            room={ROOM.label}
            placeholder={t`For example: About shipping`}
          />
        </div>
        <span className={classes.rowActs}>
          <ActionIcon
            data-move="up"
            aria-label={t`Move “${name}” up`}
            disabled={isDisabled || isFirst}
            onClick={() => onMove(at - 1)}
          >
            <IconArrowUp size={16} aria-hidden />
          </ActionIcon>
          <ActionIcon
            data-move="down"
            aria-label={t`Move “${name}” down`}
            disabled={isDisabled || isLast}
            onClick={() => onMove(at + 1)}
          >
            <IconArrowDown size={16} aria-hidden />
          </ActionIcon>
          <ActionIcon aria-label={t`Remove “${name}”`} disabled={isDisabled} onClick={onRemove}>
            <IconX size={16} aria-hidden />
          </ActionIcon>
        </span>
      </div>
      {isOne && (
        <div className={classes.choiceFoot}>
          {leadsTo?.({ kind: "choice", key: choice.key, index: at })}
          {opensPage ? (
            <Link path={`${path}.href`} choice={choice} onChange={onChange} />
          ) : (
            <Button
              variant="subtle"
              size="compact-xs"
              disabled={isDisabled}
              onClick={() => onChange({ ...choice, href: "" })}
            >
              <Trans>Open a page as well</Trans>
            </Button>
          )}
        </div>
      )}
      <Key at={at} choice={choice} onChange={onChange} />
    </li>
  );
}

function Link({
  path,
  choice,
  onChange,
}: {
  path: string;
  choice: Choice;
  onChange: (choice: Choice) => void;
}) {
  const { isDisabled } = useDesigner();
  const { t } = useLingui();
  return (
    <div className={classes.grow}>
      <div className={classes.inline}>
        <TextInput
          size="xs"
          className={classes.grow}
          aria-label={t`Page that it opens`}
          placeholder="/shipping"
          disabled={isDisabled}
          value={choice.href ?? ""}
          onChange={(event) => onChange({ ...choice, href: event.currentTarget.value })}
        />
        <ActionIcon
          aria-label={t`Open no page`}
          disabled={isDisabled}
          onClick={() => onChange(put(choice, "href", undefined))}
        >
          <IconX size={14} aria-hidden />
        </ActionIcon>
      </div>
      <Findings path={path} />
    </div>
  );
}

/** For who reads answers by program; made by itself, and only shown to who asks. */
function Key({ at, choice, onChange }: { at: number; choice: Choice; onChange: (choice: Choice) => void }) {
  const { findings, isDisabled } = useDesigner();
  const { t } = useLingui();
  const path = `choices[${at}].key`;
  const [isOpen, setOpen] = useState(false);
  const isWrong = findings.some((finding) => finding.path === path);
  if (!isOpen && !isWrong) {
    return (
      <button
        type="button"
        className={classes.key}
        aria-label={t`Stored as ${choice.key}. Change it`}
        onClick={() => setOpen(true)}
      >
        <Trans>
          stored as <code>{choice.key}</code>
        </Trans>
      </button>
    );
  }
  return (
    <>
      <TextInput
        size="xs"
        label={t`Stored as`}
        description={t`Answers are kept by this word. Once visitors have answered, leave it as it is.`}
        disabled={isDisabled}
        error={isWrong}
        value={choice.key}
        onChange={(event) => onChange({ ...choice, key: event.currentTarget.value })}
      />
      <Findings path={path} />
    </>
  );
}
