// 気づかい: how often, in what order, until when, for whom not any more; and what it costs a visitor's attention.

import { Plural, Trans, useLingui } from "@lingui/react/macro";
import { Button, Checkbox, NumberInput, SegmentedControl, Switch, TagsInput, TextInput } from "@mantine/core";
import { IconPlus } from "@tabler/icons-react";
import { useMemo } from "react";
import type { Cap } from "../../../api/types";
import { CapRow } from "../../../ui/CapRow";
import fieldset from "../../../ui/fieldset.module.css";
import { useManner } from "../../../ui/manner";
import { formatName } from "../../../words/formats";
import { isRecord } from "../../../words/words";
import { Condition } from "../fields/Condition";
import { attentionPrice } from "../model/attention";
import { fromLocal, toLocal } from "../model/schedule";
import { read, type Text, textList, write } from "../model/text";
import { useFieldError, useProblems } from "../problems";
import { useStudio } from "../studio";
import classes from "./forms.module.css";
import { Locked } from "./Locked";
import { PartFrame } from "./PartFrame";

export function Care() {
  return (
    <PartFrame
      part="care"
      isSaid={(path) => ["caps", "schedule", "exit", "rules"].some((field) => path.startsWith(field))}
    >
      <div className={classes.beside}>
        <Locked>
          <div className={classes.form}>
            <Caps />
            <Schedule />
            <Stops />
            <Exit />
            <Rules />
            <Priority />
            <Tags />
            <Proved />
          </div>
        </Locked>
        <div className={classes.aside}>
          <Price />
        </div>
      </div>
    </PartFrame>
  );
}

function Price() {
  const { t } = useLingui();
  const { text, site } = useStudio();
  const { formats, points, capacity, hours } = attentionPrice(text, site);
  const names = formats.map(formatName).join(t`, `);
  return (
    <div className={classes.price}>
      <h3 className={classes.heading}>{t`What it costs a visitor’s attention`}</h3>
      <div className={classes.meter} aria-hidden>
        <div style={{ width: `${Math.min(1, capacity > 0 ? points / capacity : 0) * 100}%` }} />
      </div>
      <p className={classes.soft}>
        <Trans>
          {points} of {capacity} points
        </Trans>
        {names && <> · {names}</>}
      </p>
      <p className={fieldset.small}>
        <Return points={points} hours={hours} />
      </p>
    </div>
  );
}

function Caps() {
  const { t } = useLingui();
  const { text, edit } = useStudio();
  const problems = useProblems("caps");
  const caps = Array.isArray(text.caps) ? (text.caps as Cap[]) : [];
  const set = (next: readonly Cap[], what: string | null = null) =>
    edit((before) => write(before, ["caps"], next.length > 0 ? next : undefined), what);
  return (
    <fieldset className={fieldset.group}>
      <legend className={fieldset.legend}>{t`How often one visitor may see it`}</legend>
      {caps.map((cap, place) => (
        <CapRow
          // biome-ignore lint/suspicious/noArrayIndexKey: a limit has no name but its place
          key={place}
          cap={cap}
          onChange={(changed) => set(caps.with(place, changed), `caps[${place}]`)}
          onRemove={() => set(caps.filter((_, other) => other !== place))}
        />
      ))}
      {caps.length === 0 && <p className={fieldset.small}>{t`As often as its moment comes.`}</p>}
      {problems.map(({ path, message }) => (
        <p key={`${path} ${message}`} className={fieldset.wrong}>
          {message}
        </p>
      ))}
      <Button
        className={fieldset.start}
        variant="default"
        size="xs"
        leftSection={<IconPlus size={14} aria-hidden />}
        onClick={() => set([...caps, { max: 1, per: "24h" }])}
      >
        <Trans>Add a limit</Trans>
      </Button>
    </fieldset>
  );
}

function Schedule() {
  const { t } = useLingui();
  const { timezone } = useManner();
  const { text, edit } = useStudio();
  const whole = useFieldError("schedule");
  const errors = { from: useFieldError("schedule.from"), until: useFieldError("schedule.until") };
  const set = (field: "from" | "until", local: string) =>
    edit((before) => withMoment(before, field, fromLocal(local, timezone)), `schedule.${field}`);
  const field = (name: "from" | "until", label: string) => (
    <TextInput
      type="datetime-local"
      label={label}
      value={toLocal(read(text, ["schedule", name]), timezone)}
      error={errors[name] ?? (name === "until" ? whole : undefined)}
      onChange={(event) => set(name, event.currentTarget.value)}
    />
  );
  return (
    <fieldset className={fieldset.group}>
      <legend className={fieldset.legend}>{t`When it runs`}</legend>
      <div className={classes.pair}>
        {field("from", t`From`)}
        {field("until", t`Until`)}
      </div>
      <p
        className={fieldset.small}
      >{t`In the time zone of the site, ${timezone}. Empty: from its publication, without an end.`}</p>
    </fieldset>
  );
}

function withMoment(text: Text, field: string, moment: string | undefined): Text {
  const made = write(text, ["schedule", field], moment);
  const schedule = read(made, ["schedule"]);
  return schedule && Object.keys(schedule).length === 0 ? write(made, ["schedule"], undefined) : made;
}

function Stops() {
  const { t } = useLingui();
  const { text, edit } = useStudio();
  const stops = textList(text.stop);
  return (
    <Checkbox.Group
      label={t`Leave a visitor alone for good once they have`}
      value={[...stops]}
      onChange={(next) => edit((before) => write(before, ["stop"], next.length > 0 ? next : undefined))}
    >
      <div className={classes.rows} style={{ paddingTop: 8 }}>
        <Checkbox value="closed" label={t`closed it`} />
        <Checkbox value="answered" label={t`answered`} />
        <Checkbox value="goal" label={t`reached the goal`} />
      </div>
    </Checkbox.Group>
  );
}

/** Who meets it needs no more of the scenario: what would still have come does not come. */
function Exit() {
  const { t } = useLingui();
  const { text, edit, vocabulary: shop, answers } = useStudio();
  const problems = useProblems("exit");
  const vocabulary = useMemo(() => ({ ...shop, answers }), [shop, answers]);
  return (
    <div className={fieldset.group}>
      <h3 className={classes.heading}>{t`When a visitor needs no more of it`}</h3>
      <p
        className={fieldset.small}
      >{t`Whoever comes to meet this while the scenario goes on leaves it before the next message.`}</p>
      <Condition
        at={["exit"]}
        label={t`When a visitor needs no more of it`}
        value={text.exit ?? {}}
        vocabulary={vocabulary}
        whenEmpty={t`Nothing is asked yet: the scenario goes on to its end.`}
        problems={problems}
        onChange={(condition) => {
          const isEmpty = isRecord(condition) && Object.keys(condition).length === 0;
          edit((before) => write(before, ["exit"], isEmpty ? undefined : condition), "exit");
        }}
      />
    </div>
  );
}

/** What may happen without anybody pressing a button. Off until somebody says so; every act is written down. */
function Rules() {
  const { t } = useLingui();
  const { text, edit } = useStudio();
  const problems = useProblems("rules");
  const set = (rule: string, isOn: boolean) =>
    edit((before) => {
      const made = write(before, ["rules", rule], isOn || undefined);
      const rules = read(made, ["rules"]);
      return isRecord(rules) && Object.keys(rules).length === 0 ? write(made, ["rules"], undefined) : made;
    });
  return (
    <fieldset className={fieldset.group}>
      <legend className={fieldset.legend}>{t`What it may do by itself`}</legend>
      <Switch
        label={t`Stop when it does harm`}
        description={t`As soon as the goal or a guardrail has certainly got worse: fewer buy, more leave, fewer come back, pages get slow.`}
        checked={read(text, ["rules", "stop_harm"]) === true}
        onChange={(event) => set("stop_harm", event.currentTarget.checked)}
      />
      <Switch
        label={t`Show the winner to everybody`}
        description={t`As soon as an arm certainly works. A new phase begins, and the others are shown no more.`}
        checked={read(text, ["rules", "promote_winner"]) === true}
        onChange={(event) => set("promote_winner", event.currentTarget.checked)}
      />
      {problems.map(({ path, message }) => (
        <p key={`${path} ${message}`} className={fieldset.wrong}>
          {message}
        </p>
      ))}
      <p
        className={fieldset.small}
      >{t`Each act is told on the home page, in the weekly report and the audit log, with its evidence.`}</p>
    </fieldset>
  );
}

function Priority() {
  const { t } = useLingui();
  const { text, edit } = useStudio();
  return (
    <NumberInput
      label={t`Who goes first`}
      description={t`Where several campaigns would speak at once, the higher number does.`}
      maw={320}
      value={typeof text.priority === "number" ? text.priority : 0}
      allowDecimal={false}
      onChange={(value) => edit((before) => write(before, ["priority"], Number(value) || 0), "priority")}
    />
  );
}

const THEORY = "theory";
const COUNTER = "counter-theory";

function Tags() {
  const { t } = useLingui();
  const { text, edit } = useStudio();
  const tags = textList(text.tags);
  const stand = tags.includes(COUNTER) ? COUNTER : tags.includes(THEORY) ? THEORY : "none";
  const others = tags.filter((tag) => tag !== THEORY && tag !== COUNTER);
  const set = (next: readonly string[]) =>
    edit((before) => write(before, ["tags"], next.length > 0 ? [...next] : undefined));
  return (
    <>
      <fieldset className={fieldset.group} aria-labelledby="theory-label">
        <span
          id="theory-label"
          className={classes.heading}
        >{t`By the theory of good clerks, or against it`}</span>
        <SegmentedControl
          className={fieldset.start}
          aria-labelledby="theory-label"
          value={stand}
          data={[
            { value: THEORY, label: t`By the theory` },
            { value: COUNTER, label: t`Against it` },
            { value: "none", label: t`Neither` },
          ]}
          onChange={(to) => set(to === "none" ? others : [to, ...others])}
        />
        <p className={fieldset.small}>{t`Later you see which of them did better in your shop.`}</p>
      </fieldset>
      <TagsInput
        label={t`Other labels`}
        value={others}
        onChange={(next) => set(stand === "none" ? next : [stand, ...next])}
      />
    </>
  );
}

function Proved() {
  const { t } = useLingui();
  const { text, edit } = useStudio();
  return (
    <Switch
      label={t`Only for members who were proved`}
      description={t`For what nobody else may read. Needs proof of user ids in the settings of the site.`}
      checked={text.needs_verified === true}
      onChange={(event) => {
        const isOn = event.currentTarget.checked;
        edit((before) => write(before, ["needs_verified"], isOn || undefined));
      }}
    />
  );
}

/** `hours`: until what was spent is there again; null where time alone brings nothing back. */
function Return({ points, hours }: { points: number; hours: number | null }) {
  if (points === 0) return <Trans>It interrupts nobody and costs nothing.</Trans>;
  if (hours === null) return <Trans>What is spent comes back with the next visit.</Trans>;
  return (
    <Plural
      value={Math.ceil(hours)}
      one="It has come back after # hour. Whoever has less left is not spoken to."
      other="It has come back after # hours. Whoever has less left is not spoken to."
    />
  );
}
