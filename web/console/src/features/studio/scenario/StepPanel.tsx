// The chosen step: what is wrong with it, its form, where its ways lead, and what can be done with it as a whole.

import { Trans, useLingui } from "@lingui/react/macro";
import { ActionIcon, Menu, TextInput } from "@mantine/core";
import { IconCopy, IconCopyPlus, IconDots, IconFlag, IconTrash, IconX } from "@tabler/icons-react";
import { useEffect, useRef, useState } from "react";
import { isKey } from "../../../words/key";
import type { PlaceProblem } from "../../conditions/model/places";
import { kindOf, type Step, startOf, stepsOf } from "../model/scenario";
import type { Path, Text } from "../model/text";
import { Locked } from "../parts/Locked";
import { useStudio } from "../studio";
import type { Acts } from "./acts";
import { BranchForm } from "./BranchForm";
import { Comments } from "./Comments";
import { KindIcon } from "./KindIcon";
import type { StepNames } from "./names";
import { SplitForm } from "./SplitForm";
import { SpokenForm } from "./SpokenForm";
import classes from "./StepPanel.module.css";
import { TraitsForm } from "./TraitsForm";
import { WaitForm } from "./WaitForm";

export interface StepPanelProps {
  /** Key of the arm. */
  arm: string;
  scenario: Text;
  stepKey: string;
  acts: Acts;
  names: StepNames;
  /** Where the step stands in the campaign's text. */
  at: Path;
  /** From the step on: `choices[0].next`. */
  problems: readonly PlaceProblem[];
  warnings: readonly PlaceProblem[];
}

export interface FormProps extends StepPanelProps {
  step: Step;
  change: (step: Step, what: string | null) => void;
}

const FORMS = {
  message: SpokenForm,
  question: SpokenForm,
  branch: BranchForm,
  split: SplitForm,
  wait: WaitForm,
  traits: TraitsForm,
  end: () => null,
};

const isInside = (path: string) => path !== "";
/** Places of which the form itself says what is wrong. */
const SAYS: Readonly<Record<keyof typeof FORMS, (path: string) => boolean>> = {
  message: isInside,
  question: isInside,
  branch: () => false,
  split: (path) => path.startsWith("ways"),
  wait: (path) => /^(for|until|name)$|^where\b/.test(path),
  traits: (path) => path.startsWith("set"),
  end: () => false,
};

export function StepPanel(props: StepPanelProps) {
  const { t } = useLingui();
  const { scenario, stepKey, acts, names, problems, warnings } = props;
  const { mayEdit } = useStudio();
  const title = useFocusIfLost();
  const step = stepsOf(scenario)[stepKey];
  if (!step) return null;
  const Form = FORMS[kindOf(step)];
  return (
    <section className={classes.panel} aria-label={t`The step “${names.title(stepKey, step)}”`}>
      <header className={classes.head}>
        <KindIcon step={step} />
        <h3 ref={title} className={classes.title} tabIndex={-1}>
          {names.kind(kindOf(step))}
        </h3>
        {mayEdit && <StepMenu {...props} />}
        <ActionIcon aria-label={t`Close the step`} onClick={() => acts.choose(null)}>
          <IconX size={18} aria-hidden />
        </ActionIcon>
      </header>
      <Said problems={problems} warnings={warnings} isSaid={SAYS[kindOf(step)]} />
      <Locked>
        <Form {...props} step={step} change={(made, what) => acts.change(stepKey, made, what)} />
        <KeyField key={stepKey} {...props} />
      </Locked>
      <Comments arm={props.arm} step={stepKey} />
    </section>
  );
}

/** What led here may be gone, and the focus with it: then it goes to what has come. */
function useFocusIfLost() {
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => {
    const timer = requestAnimationFrame(() => {
      if (document.activeElement === document.body) heading.current?.focus({ preventScroll: true });
      // A step that opens out of sight would look like the one before.
      heading.current?.scrollIntoView({ block: "nearest" });
    });
    return () => cancelAnimationFrame(timer);
  }, []);
  return heading;
}

interface SaidProps {
  problems: readonly PlaceProblem[];
  warnings: readonly PlaceProblem[];
  isSaid: (path: string) => boolean;
}

/** What is wrong with the step as a whole, and with what its form says nothing of. */
function Said({ problems, warnings, isSaid }: SaidProps) {
  const isHere = ({ path }: PlaceProblem) => !isSaid(path);
  const [wrong, odd] = [problems.filter(isHere), warnings.filter(isHere)];
  if (wrong.length + odd.length === 0) return null;
  return (
    <ul className={classes.said}>
      {wrong.map(({ path, message }) => (
        <li key={`${path} ${message}`}>{message}</li>
      ))}
      {odd.map(({ path, message }) => (
        <li key={`${path} ${message}`} data-tone="care">
          {message}
        </li>
      ))}
    </ul>
  );
}

function StepMenu({ scenario, stepKey, acts }: StepPanelProps) {
  const { t } = useLingui();
  const isOnly = Object.keys(stepsOf(scenario)).length === 1;
  return (
    <Menu position="bottom-end">
      <Menu.Target>
        <ActionIcon aria-label={t`More about this step`}>
          <IconDots size={18} aria-hidden />
        </ActionIcon>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Item
          leftSection={<IconFlag size={16} aria-hidden />}
          disabled={startOf(scenario) === stepKey}
          onClick={() => acts.begin(stepKey)}
        >
          <Trans>Begin here</Trans>
        </Menu.Item>
        <Menu.Item
          leftSection={<IconCopyPlus size={16} aria-hidden />}
          onClick={() => acts.duplicate(stepKey)}
        >
          <Trans>Duplicate</Trans>
        </Menu.Item>
        <Menu.Item leftSection={<IconCopy size={16} aria-hidden />} onClick={() => acts.copy(stepKey)}>
          <Trans>Copy</Trans>
        </Menu.Item>
        <Menu.Item
          leftSection={<IconTrash size={16} aria-hidden />}
          disabled={isOnly}
          onClick={() => acts.remove(stepKey)}
        >
          <Trans>Take it out</Trans>
        </Menu.Item>
      </Menu.Dropdown>
    </Menu>
  );
}

/** The key names the step in conditions and figures; everything that leads to it follows a change. */
function KeyField({ scenario, stepKey, acts }: StepPanelProps) {
  const { t } = useLingui();
  const [typed, setTyped] = useState(stepKey);
  const isTaken = typed !== stepKey && typed in stepsOf(scenario);
  const isWrong = !isKey(typed) || typed === "end" || isTaken;
  const take = () => {
    if (isWrong) setTyped(stepKey);
    else if (typed !== stepKey) acts.rename(stepKey, typed);
  };
  return (
    <TextInput
      size="xs"
      label={t`Key of the step`}
      value={typed}
      error={isTaken ? t`Another step has it.` : isWrong ? t`Letters, digits, - and _ only.` : undefined}
      onChange={(event) => setTyped(event.currentTarget.value)}
      onBlur={take}
      onKeyDown={(event) => event.key === "Enter" && take()}
    />
  );
}
