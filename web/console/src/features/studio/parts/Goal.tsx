// 目標: what counts as success, for how long, what it is worth; and beside it when one will know.

import { useLingui } from "@lingui/react/macro";
import { Autocomplete, NumberInput, Switch } from "@mantine/core";
import { DurationField } from "../../../ui/DurationField";
import { Explained } from "../../../ui/Explain";
import fieldset from "../../../ui/fieldset.module.css";
import { useManner } from "../../../ui/manner";
import { isRecord } from "../../../words/words";
import { propertiesOf } from "../../conditions/model/vocabulary";
import { Condition } from "../fields/Condition";
import { EventField } from "../fields/EventField";
import { read, write } from "../model/text";
import { Planning } from "../plan/Planning";
import { useFieldError, useProblems } from "../problems";
import { useStudio } from "../studio";
import classes from "./forms.module.css";
import { Locked } from "./Locked";
import { PartFrame } from "./PartFrame";

const USUAL = { event: "Order Completed", within: "7d", value: "properties.revenue" };
const SAID = ["goal.event", "goal.within", "goal.value", "goal.where", "smallest_effect", "message_cost"];
/** What the engine takes where a text says nothing, in percent. */
const USUAL_EFFECT = 20;

export function Goal() {
  const { t } = useLingui();
  const { text, edit } = useStudio();
  const goal = isRecord(text.goal) ? text.goal : null;
  return (
    <PartFrame part="goal" isSaid={(path) => SAID.some((place) => path.startsWith(place))}>
      <div className={classes.beside}>
        <Locked>
          <div className={classes.form}>
            <Switch
              label={t`It has a goal`}
              description={t`Without one only its reach is counted, and nobody knows whether it helped.`}
              checked={goal !== null}
              onChange={(event) => {
                const isOn = event.currentTarget.checked;
                edit((before) => write(before, ["goal"], isOn ? USUAL : undefined));
              }}
            />
            {goal && <Fields />}
          </div>
        </Locked>
        <div className={classes.aside}>
          <Planning />
        </div>
      </div>
    </PartFrame>
  );
}

function Fields() {
  const { t } = useLingui();
  const { text, edit } = useStudio();
  const event = String(read(text, ["goal", "event"]) ?? "");
  const set = (field: string, value: unknown) =>
    edit((before) => write(before, ["goal", field], value), `goal.${field}`);
  const [eventError, withinError] = [useFieldError("goal.event"), useFieldError("goal.within")];
  const problems = useProblems("goal.where");
  return (
    <>
      <div className={classes.pair}>
        <EventField
          label={t`What counts as success`}
          value={event}
          error={eventError}
          onChange={(name) => set("event", name)}
        />
        <DurationField
          label={t`How long it counts after the first word`}
          value={String(read(text, ["goal", "within"]) ?? "7d")}
          error={withinError}
          onChange={(within) => set("within", within)}
        />
      </div>
      <Worth event={event} set={(value) => set("value", value)} />
      <div className={classes.pair}>
        <SmallestEffect />
        <MessageCost />
      </div>
      <div className={fieldset.group}>
        <h3 className={classes.heading}>{t`Which of those events`}</h3>
        <p
          className={fieldset.small}
        >{t`For example only orders of a certain kind. Nothing here: all of them.`}</p>
        <Condition
          at={["goal", "where"]}
          label={t`Which of those events`}
          value={read(text, ["goal", "where"]) ?? {}}
          scope="event"
          event={event}
          whenEmpty={t`Nothing is asked yet: every such event counts.`}
          problems={problems}
          onChange={(condition) =>
            set("where", isRecord(condition) && Object.keys(condition).length === 0 ? undefined : condition)
          }
        />
      </div>
    </>
  );
}

function SmallestEffect() {
  const { t } = useLingui();
  const { text, edit } = useStudio();
  const error = useFieldError("smallest_effect");
  return (
    <NumberInput
      label={<Explained figure="smallest_effect" />}
      aria-label={t`Smallest effect that matters, in percent`}
      description={t`Smaller differences are of no interest. A change begins no new phase, and counts from the next one on.`}
      value={typeof text.smallest_effect === "number" ? text.smallest_effect : USUAL_EFFECT}
      error={error}
      min={1}
      max={500}
      decimalScale={1}
      suffix=" %"
      onChange={(value) =>
        edit((before) => write(before, ["smallest_effect"], Number(value) || undefined), "smallest_effect")
      }
    />
  );
}

function MessageCost() {
  const { t } = useLingui();
  const { currency } = useManner();
  const { text, edit } = useStudio();
  const error = useFieldError("message_cost");
  return (
    <NumberInput
      label={<Explained figure="message_cost" />}
      aria-label={t`Cost of one show`}
      description={t`What each show costs you, in ${currency}. It is taken off the profit. Usually nothing.`}
      value={typeof text.message_cost === "number" ? text.message_cost : 0}
      error={error}
      min={0}
      decimalScale={2}
      thousandSeparator=","
      onChange={(value) =>
        edit((before) => write(before, ["message_cost"], Number(value) || undefined), "message_cost")
      }
    />
  );
}

function Worth({ event, set }: { event: string; set: (value: string | undefined) => void }) {
  const { t } = useLingui();
  const { text, vocabulary } = useStudio();
  const error = useFieldError("goal.value");
  const numbers = propertiesOf(vocabulary, event).filter(({ type }) => type === "number");
  const names = [...new Set(["revenue", "total", "value", ...numbers.map(({ name }) => name)])];
  return (
    <Autocomplete
      label={t`What it was worth`}
      description={t`Where the event says the amount. Empty: only how often is counted.`}
      data={names.map((name) => `properties.${name}`)}
      value={String(read(text, ["goal", "value"]) ?? "")}
      error={error}
      onChange={(value) => set(value || undefined)}
    />
  );
}
