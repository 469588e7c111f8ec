// The arms side by side with the share that each gets, drawn as one bar; the control stands first and is always grey.

import { Trans, useLingui } from "@lingui/react/macro";
import { ActionIcon, Button, NumberInput, Popover, TextInput } from "@mantine/core";
import { IconDots, IconPlus } from "@tabler/icons-react";
import { useState } from "react";
import {
  addArm,
  armKey,
  armsOf,
  controlOf,
  duplicateArm,
  MOST_ARMS,
  removeArm,
  scenarioOf,
  shares,
  weightOf,
} from "../model/arms";
import { freshScenario } from "../model/fresh";
import { startOf } from "../model/scenario";
import { write } from "../model/text";
import { useFieldError } from "../problems";
import { useStudio } from "../studio";
import classes from "./Arms.module.css";

const percent = (share: number) => `${Math.round(share * 10) / 10} %`;

export function Arms({ arm }: { arm: number }) {
  const { t } = useLingui();
  const { text, edit, choose, phrases, mayEdit } = useStudio();
  const arms = armsOf(text);
  const parts = shares(text);
  return (
    <div className={classes.arms}>
      <div className={classes.bar} aria-hidden>
        <div className={classes.control} style={{ flexGrow: controlOf(text) }} />
        {arms.map((one, place) => (
          <div
            key={armKey(one)}
            style={{ flexGrow: parts[place] ?? 0, background: `var(--kz-arm-${place % 6})` }}
          />
        ))}
      </div>
      <div className={classes.row}>
        <Control />
        {arms.map((_, place) => (
          <Arm
            // biome-ignore lint/suspicious/noArrayIndexKey: its key is typed in while its fields are open
            key={place}
            place={place}
            isChosen={place === arm}
            share={percent(parts[place] ?? 0)}
          />
        ))}
        <Button
          variant="subtle"
          size="xs"
          leftSection={<IconPlus size={14} aria-hidden />}
          disabled={!mayEdit || arms.length >= MOST_ARMS}
          title={t`Another way of saying it, to see which does better`}
          onClick={() => {
            edit((before) => addArm(before, freshScenario(phrases), "b"));
            choose({ arm: arms.length, step: null });
          }}
        >
          <Trans>Add an arm</Trans>
        </Button>
      </div>
    </div>
  );
}

function Control() {
  const { t } = useLingui();
  const { text, edit, mayEdit } = useStudio();
  const error = useFieldError("control");
  return (
    <div className={classes.arm}>
      <span className={classes.swatch} data-control />
      <span className={classes.name}>
        <Trans>Sees nothing, for comparison</Trans>
      </span>
      <NumberInput
        size="xs"
        className={classes.number}
        aria-label={t`How many see nothing, for comparison`}
        suffix=" %"
        min={0}
        max={100}
        disabled={!mayEdit}
        value={controlOf(text)}
        error={error}
        onChange={(value) =>
          edit((before) => write(before, ["control"], typeof value === "number" ? value : 0), "control")
        }
      />
    </div>
  );
}

interface ArmProps {
  place: number;
  isChosen: boolean;
  share: string;
}

function Arm({ place, isChosen, share }: ArmProps) {
  const { t } = useLingui();
  const { text, edit, choose, mayEdit, waiting, wait } = useStudio();
  const arms = armsOf(text);
  const arm = arms[place] ?? {};
  const key = armKey(arm);
  const [isOpen, setOpen] = useState(false);
  const set = (field: string, value: unknown) =>
    edit((before) => write(before, ["arms", place, field], value), `arm ${place} ${field}`);
  const takeOut = () => {
    setOpen(false);
    // Rows that wait in its branches, or in those of arms that move up, belong to no place any more.
    for (const { at } of waiting.values()) if (at[0] === "arms") wait(at, null);
    edit((before) => removeArm(before, place));
    choose({ arm: Math.max(0, place - 1), step: null });
  };
  const duplicate = () => {
    setOpen(false);
    edit((before) => duplicateArm(before, place));
    // It is made to say something else, from the first word on.
    choose({ arm: place + 1, step: startOf(scenarioOf(arm)) || null });
  };
  return (
    <div className={classes.arm} data-chosen={isChosen || undefined}>
      <button
        type="button"
        className={classes.choose}
        aria-pressed={isChosen}
        onClick={() => choose({ arm: place, step: null })}
      >
        <span className={classes.swatch} style={{ background: `var(--kz-arm-${place % 6})` }} />
        <span className={classes.name}>{key}</span>
        <span className={classes.share}>{share}</span>
      </button>
      <Popover
        opened={isOpen}
        onChange={setOpen}
        position="bottom-end"
        trapFocus
        returnFocus
        withArrow
        shadow="md"
        width={280}
      >
        <Popover.Target>
          <ActionIcon size="sm" aria-label={t`More about the arm “${key}”`} onClick={() => setOpen(!isOpen)}>
            <IconDots size={16} aria-hidden />
          </ActionIcon>
        </Popover.Target>
        <Popover.Dropdown aria-label={t`More about the arm “${key}”`}>
          <div className={classes.fields}>
            <TextInput
              size="xs"
              label={t`Key of the arm`}
              disabled={!mayEdit}
              value={key}
              onChange={(event) => set("key", event.currentTarget.value)}
            />
            <NumberInput
              size="xs"
              label={t`Weight beside the other arms`}
              min={0}
              disabled={!mayEdit}
              value={weightOf(arm)}
              onChange={(value) => set("weight", Number(value) || 0)}
            />
            <div className={classes.acts}>
              <Button variant="default" size="xs" disabled={!mayEdit} onClick={duplicate}>
                <Trans>Duplicate</Trans>
              </Button>
              <Button variant="default" size="xs" disabled={!mayEdit || arms.length === 1} onClick={takeOut}>
                <Trans>Take it out</Trans>
              </Button>
            </div>
          </div>
        </Popover.Dropdown>
      </Popover>
    </div>
  );
}
