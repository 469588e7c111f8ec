// A wait: first what it waits for, then only the fields that belong to that.

import { useLingui } from "@lingui/react/macro";
import { Radio, SegmentedControl, TextInput } from "@mantine/core";
import { useId, useState } from "react";
import { DurationField } from "../../../ui/DurationField";
import fieldset from "../../../ui/fieldset.module.css";
import { useManner } from "../../../ui/manner";
import { isRecord } from "../../../words/words";
import { below } from "../../conditions/model/places";
import { Condition } from "../fields/Condition";
import { EventField } from "../fields/EventField";
import { errorAt } from "../fields/problemsAt";
import { WaySelect } from "../fields/WaySelect";
import { waysOut } from "../model/scenario";
import { toLocal } from "../model/schedule";
import { write } from "../model/text";
import {
  inWaitMode,
  tomorrowAt,
  USUAL_LENGTH,
  untilKind,
  WAIT_MODES,
  type WaitMode,
  waitMode,
} from "../model/wait";
import { useStudio } from "../studio";
import type { FormProps } from "./StepPanel";
import classes from "./StepPanel.module.css";

export function WaitForm(props: FormProps) {
  const { t } = useLingui();
  const { step, change, problems, at, names } = props;
  const { wait } = useStudio();
  const mode = waitMode(step);
  const modes: Record<WaitMode, string> = {
    for: t`For so long`,
    until: t`Until a time`,
    event: t`Until something happens`,
    visit: t`Until the next visit`,
  };
  const turn = (to: WaitMode) => {
    // Rows that were begun belong to the condition that goes.
    if (to !== "event") wait([...at, "where"], null);
    change(inWaitMode(step, to), null);
  };
  const Fields = FIELDS[mode];
  return (
    <div className={classes.form}>
      <Radio.Group label={t`How long it waits`} value={mode} onChange={(to) => turn(to as WaitMode)}>
        <div className={classes.modes}>
          {WAIT_MODES.map((one) => (
            <Radio key={one} size="xs" value={one} label={modes[one]} />
          ))}
        </div>
      </Radio.Group>
      <Fields {...props} />
      <p className={fieldset.small}>{t`Also over a change of page. What comes then interrupts anew.`}</p>
      {waysOut(step).map((way) => (
        <WaySelect
          key={way.kind}
          {...props}
          way={way}
          label={waysOut(step).length === 1 ? t`Then go on to` : names.way(step, way)}
          error={errorAt(problems, way.at.join("."))}
        />
      ))}
    </div>
  );
}

const FIELDS = { for: Length, until: Until, event: AwaitedEvent, visit: AwaitedVisit };

function Length({ step, change, problems }: FormProps) {
  const { t } = useLingui();
  return (
    <DurationField
      label={t`How long`}
      value={String(step.for ?? USUAL_LENGTH.for)}
      error={errorAt(problems, "for")}
      onChange={(value) => change(write(step, ["for"], value), "for")}
    />
  );
}

/** Also called so where something may come before it is over. */
function AtMost({ step, change, problems, mode }: FormProps & { mode: "event" | "visit" }) {
  const { t } = useLingui();
  return (
    <DurationField
      label={t`How long at most`}
      description={t`90 days at the longest.`}
      value={String(step.for ?? USUAL_LENGTH[mode])}
      error={errorAt(problems, "for")}
      onChange={(value) => change(write(step, ["for"], value), "for")}
    />
  );
}

function Until({ step, change, problems }: FormProps) {
  const { t } = useLingui();
  const { timezone } = useManner();
  const id = useId();
  const until = String(step.until ?? "");
  // A field that was emptied says no longer which of the two it is.
  const [last, setLast] = useState(untilKind(until) ?? "time");
  const kind = untilKind(until) ?? last;
  const put = (value: string, what: string | null = "until") => change(write(step, ["until"], value), what);
  const local = toLocal(until, timezone);
  const turn = (to: string) => {
    setLast(to === "date" ? "date" : "time");
    const time = kind === "time" ? until.slice(0, 5) : local.slice(11, 16);
    const known = /^\d{2}:\d{2}$/.test(time) ? time : "09:00";
    put(to === "date" ? tomorrowAt(toLocal(new Date().toISOString(), timezone), known) : known, null);
  };
  const error = errorAt(problems, "until");
  return (
    <div className={fieldset.group}>
      <SegmentedControl
        size="xs"
        className={fieldset.start}
        aria-label={t`Which time it waits for`}
        value={kind}
        data={[
          { value: "time", label: t`A time of day` },
          { value: "date", label: t`A date` },
        ]}
        onChange={turn}
      />
      {kind === "time" ? (
        <TextInput
          id={id}
          type="time"
          className={classes.clock}
          label={t`Until when`}
          description={t`The next time the clock shows it, in ${timezone}.`}
          inputWrapperOrder={["label", "input", "description", "error"]}
          value={until}
          error={error}
          onChange={(event) => put(event.currentTarget.value)}
        />
      ) : (
        <TextInput
          id={id}
          type="datetime-local"
          label={t`Until when`}
          description={t`In ${timezone}. Once it is past, it goes on at once.`}
          inputWrapperOrder={["label", "input", "description", "error"]}
          value={local.length === 10 ? `${local}T00:00` : local}
          error={error}
          onChange={(event) => {
            setLast("date");
            put(event.currentTarget.value);
          }}
        />
      )}
    </div>
  );
}

function AwaitedEvent(props: FormProps) {
  const { t } = useLingui();
  const { step, change, problems, at } = props;
  const event = typeof step.name === "string" ? step.name : "";
  return (
    <>
      <EventField
        label={t`What it waits for`}
        value={event}
        error={errorAt(problems, "name")}
        onChange={(name) => change(write(step, ["name"], name), "name")}
      />
      <div className={fieldset.group}>
        <span className={classes.heading}>{t`Which of those events`}</span>
        <Condition
          at={[...at, "where"]}
          label={t`Which of those events`}
          value={step.where ?? {}}
          scope="event"
          event={event}
          whenEmpty={t`Nothing is asked yet: every such event counts.`}
          problems={below("where", problems)}
          onChange={(where) => {
            const isEmpty = isRecord(where) && Object.keys(where).length === 0;
            change(write(step, ["where"], isEmpty ? undefined : where), "where");
          }}
        />
      </div>
      <AtMost {...props} mode="event" />
    </>
  );
}

function AwaitedVisit(props: FormProps) {
  return <AtMost {...props} mode="visit" />;
}
