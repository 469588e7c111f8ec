// The frame of a row: how it is joined to the one before, its sentence, what can be done with it, what is wrong with it.
// Keys inside of it: Alt with ↑ or ↓ moves it, Ctrl+D makes another one, Ctrl+Delete takes it out.

import { useLingui } from "@lingui/react/macro";
import { ActionIcon, Menu } from "@mantine/core";
import {
  IconArrowDown,
  IconArrowUp,
  IconBoxMultiple,
  IconCopy,
  IconDots,
  IconLayersSubtract,
  IconX,
} from "@tabler/icons-react";
import { type KeyboardEvent, memo, type ReactNode, useMemo } from "react";
import { conditionLine } from "../../../words/condition";
import { toldWords } from "../../../words/told";
import { useBuilder } from "../builder";
import { group, type Piece } from "../model/tree";
import { isFinished } from "../model/unfinished";
import { write } from "../model/write";
import { useRowActs } from "../useRowActs";
import classes from "./rows.module.css";

export interface RowProps {
  piece: Piece;
  /** 「かつ」; empty before the first row. */
  joint: string;
  children: ReactNode;
  /** What belongs under the sentence. */
  below?: ReactNode;
  /** Acts of this kind of row alone. */
  acts?: ReactNode;
}

export function Row({ piece, joint, children, below, acts }: RowProps) {
  const { problems, words } = useBuilder();
  const rowActs = useRowActs(piece);
  const sentence = useSentence(piece);
  const wrong = problems.get(piece.id);
  const onKey = (event: KeyboardEvent) => {
    if (event.defaultPrevented || event.nativeEvent.isComposing) return;
    if (event.altKey && event.key === "ArrowUp") rowActs.move(-1);
    else if (event.altKey && event.key === "ArrowDown") rowActs.move(1);
    else if ((event.ctrlKey || event.metaKey) && event.key.toLowerCase() === "d") rowActs.duplicate();
    else if ((event.ctrlKey || event.metaKey) && event.key === "Delete") rowActs.remove();
    else return;
    event.preventDefault();
    event.stopPropagation();
  };
  return (
    <li className={classes.row} data-piece={piece.id} data-wrong={wrong ? true : undefined} onKeyDown={onKey}>
      <span className={classes.joint}>{joint}</span>
      <div className={classes.body}>
        <div className={classes.line}>
          {/* biome-ignore lint/a11y/useSemanticElements: the fields of one sentence, named by the sentence */}
          <div className={classes.sentence} role="group" aria-label={sentence}>
            {children}
          </div>
          <RowActs piece={piece} sentence={sentence} acts={acts} />
        </div>
        {below}
        {wrong && (
          <ul className={classes.problems}>
            {wrong.map((problem) => (
              <li key={problem}>{toldWords(words, problem)}</li>
            ))}
          </ul>
        )}
      </div>
    </li>
  );
}

function useSentence(piece: Piece): string {
  const { t } = useLingui();
  const { words } = useBuilder();
  return useMemo(
    () => (isFinished(piece) ? conditionLine(words, write(group("all", [piece]))) : t`A new condition`),
    [words, piece, t],
  );
}

const RowActs = memo(function RowActs({
  piece,
  sentence,
  acts,
}: {
  piece: Piece;
  sentence: string;
  acts: ReactNode;
}) {
  const { t } = useLingui();
  const { move, duplicate, wrap, unwrap, remove } = useRowActs(piece);
  const isGroup = piece.kind === "group";
  return (
    <div className={classes.acts}>
      <Menu position="bottom-end" width={260}>
        <Menu.Target>
          <ActionIcon aria-label={t`More: ${sentence}`}>
            <IconDots size={16} aria-hidden />
          </ActionIcon>
        </Menu.Target>
        <Menu.Dropdown>
          {acts}
          <Menu.Item leftSection={<IconCopy size={16} aria-hidden />} onClick={duplicate}>
            {t`Duplicate`}
          </Menu.Item>
          <Menu.Item leftSection={<IconArrowUp size={16} aria-hidden />} onClick={() => move(-1)}>
            {t`Move up`}
          </Menu.Item>
          <Menu.Item leftSection={<IconArrowDown size={16} aria-hidden />} onClick={() => move(1)}>
            {t`Move down`}
          </Menu.Item>
          {isGroup ? (
            <Menu.Item leftSection={<IconLayersSubtract size={16} aria-hidden />} onClick={unwrap}>
              {t`Dissolve the group`}
            </Menu.Item>
          ) : (
            <Menu.Item leftSection={<IconBoxMultiple size={16} aria-hidden />} onClick={wrap}>
              {t`Put into a group`}
            </Menu.Item>
          )}
        </Menu.Dropdown>
      </Menu>
      <ActionIcon aria-label={t`Remove: ${sentence}`} onClick={remove}>
        <IconX size={16} aria-hidden />
      </ActionIcon>
    </div>
  );
});
