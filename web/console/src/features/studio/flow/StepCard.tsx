// A step as a card of the picture: what it is, its first words, and its ways out as ports.

import { Trans, useLingui } from "@lingui/react/macro";
import { Menu } from "@mantine/core";
import { IconAlertTriangle, IconFlag, IconPlus } from "@tabler/icons-react";
import { Handle, type Node, type NodeProps, Position } from "@xyflow/react";
import { memo } from "react";
import { END, KINDS, type Step, type StepKind, type Way, type WayField } from "../model/scenario";
import { CommentMark } from "../scenario/CommentMark";
import { KindIcon } from "../scenario/KindIcon";
import type { StepNames } from "../scenario/names";
import classes from "./Flow.module.css";
import { handleOf, shownWays } from "./ports";

export interface CardData extends Record<string, unknown> {
  stepKey: string;
  step: Step;
  number: number;
  names: StepNames;
  isStart: boolean;
  isChosen: boolean;
  problems: number;
  comments: number;
  lostWays: number;
  choose: (key: string) => void;
  /** Null for whoever looks on. */
  add: ((kind: StepKind, from: { key: string; at: WayField }) => void) | null;
}

type CardProps = NodeProps<Node<CardData, "step">>;

export const StepCard = memo(function StepCard({ data }: CardProps) {
  const { t } = useLingui();
  const { stepKey, step, number, names, isStart, isChosen, problems, comments } = data;
  const body = names.body(step);
  return (
    <div className={classes.card} data-chosen={isChosen || undefined} data-wrong={problems > 0 || undefined}>
      <Handle
        type="target"
        position={Position.Left}
        className={classes.target ?? ""}
        isConnectableStart={false}
      />
      <button
        type="button"
        className={`${classes.face} nodrag nopan`}
        data-step={stepKey}
        aria-pressed={isChosen}
        onClick={() => data.choose(stepKey)}
      >
        <span className={classes.head}>
          <KindIcon step={step} size={16} />
          <span className={classes.type}>
            {number} {names.type(step)}
          </span>
          {isStart && <IconFlag className={classes.flag} size={14} aria-label={t`Begins here`} role="img" />}
          <CommentMark count={comments} />
          {problems > 0 && (
            <IconAlertTriangle className={classes.problem} size={16} aria-label={t`To look at`} role="img" />
          )}
        </span>
        <span className={classes.title}>{names.title(stepKey, step)}</span>
        {body && <span className={classes.body}>{body}</span>}
      </button>
      {shownWays(step).map((way) => (
        <Port key={way.at.join(".")} data={data} way={way} />
      ))}
    </div>
  );
}, isSame);

/** Cards are drawn anew only when what stands on them changed: sixty of them are moved about. */
function isSame(before: CardProps, after: CardProps): boolean {
  const [a, b] = [before.data, after.data];
  return (
    a.step === b.step &&
    a.number === b.number &&
    a.names === b.names &&
    a.isStart === b.isStart &&
    a.isChosen === b.isChosen &&
    a.problems === b.problems &&
    a.comments === b.comments &&
    a.lostWays === b.lostWays &&
    a.add === b.add
  );
}

function Port({ data, way }: { data: CardData; way: Way }) {
  const { t } = useLingui();
  const { names, step, stepKey, add } = data;
  const name = names.way(step, way);
  return (
    <div className={classes.way} data-kind={way.kind}>
      <span className={classes.wayName}>{name}</span>
      {way.to === END && (
        <>
          <span className={classes.end}>
            <Trans>The end</Trans>
          </span>
          {add && (
            <Menu position="right-start">
              <Menu.Target>
                <button
                  type="button"
                  className={`${classes.plus} nodrag nopan`}
                  aria-label={t`Go on after “${name}”`}
                >
                  <IconPlus size={15} aria-hidden />
                </button>
              </Menu.Target>
              <Menu.Dropdown>
                {KINDS.map((kind) => (
                  <Menu.Item key={kind} onClick={() => add(kind, { key: stepKey, at: way.at })}>
                    {names.kind(kind)}
                  </Menu.Item>
                ))}
              </Menu.Dropdown>
            </Menu>
          )}
        </>
      )}
      <Handle
        id={handleOf(way.at)}
        type="source"
        position={Position.Right}
        className={classes.source ?? ""}
        data-open={way.to === END || undefined}
      />
    </div>
  );
}
