// The question in words: what, how it is counted, by what it is split, and when.

import { Trans, useLingui } from "@lingui/react/macro";
import { SegmentedControl, Select, TextInput } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { Explained } from "../../ui/Explain";
import { Conditions } from "./Conditions";
import { useChoices } from "./choices";
import { choicesQuery } from "./queries";
import { daysAfter, mayBeHours, type Question, spanDays } from "./question";
import classes from "./trends.module.css";
import { conditionsOf, ofEveryEvent, whereOf } from "./where";

interface QuestionFormProps {
  question: Question;
  today: string;
  ask: (change: Record<string, string | undefined>) => void;
}

const PERIODS = [7, 30, 90, 365];
const OWN = "own";

export function QuestionForm(props: QuestionFormProps) {
  const { t } = useLingui();
  const { question, ask } = props;
  const known = useQuery(choicesQuery(question.event)).data;
  const { events, measures, sums, splits, fields, nameOf, examplesOf } = useChoices(question, known);
  return (
    <form className={classes.form} aria-label={t`What is asked`} onSubmit={(event) => event.preventDefault()}>
      <Select
        className={classes.wide}
        label={t`Which event`}
        searchable
        allowDeselect={false}
        data={events}
        value={question.event}
        onChange={(event) => {
          const kept = whereOf(ofEveryEvent(conditionsOf(question.where) ?? []));
          const kind = known?.events.find(({ name }) => name === event)?.kind;
          if (event) ask({ event, kind, of: undefined, split: undefined, where: kept });
        }}
      />
      <Select
        label={
          <Explained figure={`trend_${question.measure}`}>
            <Trans>Counted as</Trans>
          </Explained>
        }
        aria-label={t`Counted as`}
        allowDeselect={false}
        data={measures}
        value={question.measure}
        onChange={(measure) => measure && ask({ measure })}
      />
      {question.measure === "sum" && (
        <Select
          className={classes.wide}
          label={t`Sum of`}
          searchable
          allowDeselect={false}
          data={sums}
          value={question.of}
          onChange={(of) => of && ask({ of })}
        />
      )}
      <Select
        className={classes.wide}
        label={t`Split by`}
        searchable
        clearable
        clearButtonProps={{ "aria-label": t`Not split` }}
        placeholder={t`Not split`}
        data={splits}
        value={question.split}
        onChange={(split) => ask({ split: split ?? undefined })}
      />
      <Period {...props} />
      <Manner {...props} />
      <Conditions where={question.where} fields={fields} nameOf={nameOf} examplesOf={examplesOf} ask={ask} />
    </form>
  );
}

function Period({ question, today, ask }: QuestionFormProps) {
  const { t } = useLingui();
  const days = spanDays(question);
  const isUsual = question.until === today && PERIODS.includes(days);
  const names: Record<string, string> = {
    7: t`7 days`,
    30: t`30 days`,
    90: t`90 days`,
    365: t`A year`,
    [OWN]: t`From … until …`,
  };
  const choose = (period: string | null) => {
    if (period === null || period === OWN) return;
    ask({ from: daysAfter(today, 1 - Number(period)), until: undefined });
  };
  return (
    <>
      <Select
        className={classes.period}
        label={t`Period`}
        allowDeselect={false}
        data={[...PERIODS.map(String), ...(isUsual ? [] : [OWN])].map((value) => ({
          value,
          label: names[value] ?? value,
        }))}
        value={isUsual ? String(days) : OWN}
        onChange={choose}
      />
      <TextInput
        type="date"
        label={t`From`}
        value={question.from}
        max={question.until}
        onChange={(event) => event.currentTarget.value && ask({ from: event.currentTarget.value })}
      />
      <TextInput
        type="date"
        label={t`Until`}
        value={question.until}
        min={question.from}
        max={today}
        onChange={(event) =>
          event.currentTarget.value && ask({ from: question.from, until: event.currentTarget.value })
        }
      />
    </>
  );
}

function Manner({ question, ask }: QuestionFormProps) {
  const { t } = useLingui();
  return (
    <div className={classes.manner}>
      <SegmentedControl
        aria-label={t`By day or by hour`}
        value={question.bucket}
        onChange={(bucket) => ask({ bucket })}
        data={[
          { value: "day", label: t`By day` },
          { value: "hour", label: t`By hour`, disabled: !mayBeHours(question) },
        ]}
      />
      <SegmentedControl
        aria-label={t`Lines or bars`}
        value={question.look}
        onChange={(look) => ask({ look })}
        data={[
          { value: "line", label: t`Lines` },
          { value: "bar", label: t`Bars` },
        ]}
      />
    </div>
  );
}
