// What a message says or a question asks: its words, its answers, and where they lead.

import { Trans, useLingui } from "@lingui/react/macro";
import { ActionIcon, Button, NativeSelect, NumberInput, SegmentedControl, TextInput } from "@mantine/core";
import { IconArrowDown, IconArrowUp, IconPlus, IconTrash } from "@tabler/icons-react";
import { useState } from "react";
import { useManner } from "../../../ui/manner";
import { formatName } from "../../../words/formats";
import { isRecord } from "../../../words/words";
import { LocalField } from "../fields/LocalField";
import { WaySelect } from "../fields/WaySelect";
import { freshStep, type Phrases } from "../model/fresh";
import { addChoice, answerKind, kindOf, listAt, moved, type Step, waysOut } from "../model/scenario";
import { write } from "../model/text";
import { useStudio } from "../studio";
import type { FormProps } from "./StepPanel";
import classes from "./StepPanel.module.css";

const FORMATS = ["corner", "bar", "toast", "modal", "fullscreen", "inline"];

export function SpokenForm(props: FormProps) {
  const { t } = useLingui();
  const { step, change } = props;
  const { locale } = useManner();
  const [language, setLanguage] = useState<string>(locale);
  const set = (field: string, value: unknown) => change(write(step, [field], value), field);
  const isQuestion = kindOf(step) === "question";
  const close = waysOut(step).find((way) => way.kind === "close");
  return (
    <div className={classes.form}>
      <NativeSelect
        label={t`How it looks`}
        data={FORMATS.map((format) => ({ value: format, label: formatName(format) }))}
        value={String(step.format ?? "corner")}
        onChange={(event) => change(withFormat(step, event.currentTarget.value), null)}
      />
      {step.format === "inline" && !Array.isArray(step.rewrite) && (
        <TextInput
          label={t`Where on the page`}
          description={t`A CSS selector, such as #size-chart`}
          value={typeof step.selector === "string" ? step.selector : ""}
          onChange={(event) => set("selector", event.currentTarget.value || undefined)}
        />
      )}
      <Languages language={language} choose={setLanguage} />
      <LocalField
        label={t`Title`}
        value={step.title}
        language={language}
        onChange={(value) => set("title", value)}
      />
      <LocalField
        label={t`Text`}
        value={step.body}
        language={language}
        isLong
        onChange={(value) => set("body", value)}
      />
      {isQuestion && <Answering {...props} language={language} />}
      {hasChoices(step) && <Choices {...props} language={language} />}
      {isQuestion &&
        !hasChoices(step) &&
        waysOut(step)
          .filter((way) => way.kind === "next")
          .map((way) => <WaySelect key="next" {...props} way={way} label={t`When answered, go on to`} />)}
      {close && <WaySelect {...props} way={close} label={props.names.way(step, close)} />}
    </div>
  );
}

const hasChoices = (step: Step) =>
  kindOf(step) === "message" || ["single", "multiple"].includes(answerKind(step));

/** What only belongs to the format it had goes with it. */
function withFormat(step: Step, format: string): Step {
  const made = write(step, ["format"], format);
  if (format === "inline") return made;
  return write(write(made, ["selector"], undefined), ["position"], undefined);
}

const LANGUAGES: Record<string, string> = { ja: "日本語", en: "English" };

function Languages({ language, choose }: { language: string; choose: (language: string) => void }) {
  const { t } = useLingui();
  return (
    <fieldset className={classes.languages} aria-label={t`Which language is written`}>
      {Object.entries(LANGUAGES).map(([key, name]) => (
        <button
          key={key}
          type="button"
          lang={key}
          className={classes.language}
          aria-pressed={language === key}
          onClick={() => choose(key)}
        >
          {name}
        </button>
      ))}
    </fieldset>
  );
}

function Answering({ step, change, language }: FormProps & { language: string }) {
  const { t } = useLingui();
  const { phrases } = useStudio();
  const kind = answerKind(step);
  const set = (field: string, value: unknown) => change(write(step, [field], value), field);
  const kinds = [
    { value: "single", label: t`One` },
    { value: "multiple", label: t`Several` },
    { value: "text", label: t`In words` },
    { value: "rating", label: t`In marks` },
    ...(kind === "form" ? [{ value: "form", label: t`A form` }] : []),
  ];
  return (
    <>
      <fieldset className={classes.group} aria-labelledby="answering">
        <span id="answering" className={classes.legend}>{t`How it is answered`}</span>
        <SegmentedControl
          size="xs"
          aria-labelledby="answering"
          value={kind}
          data={kinds}
          onChange={(to) => change(withAnswer(step, to, phrases), null)}
        />
      </fieldset>
      {kind === "rating" && (
        <NumberInput
          label={t`Highest mark`}
          min={2}
          max={10}
          value={typeof step.max === "number" ? step.max : 5}
          onChange={(value) => set("max", Number(value) || 5)}
        />
      )}
      {kind !== "single" && (
        <LocalField
          label={t`Words on the button`}
          value={step.submit}
          language={language}
          onChange={(value) => set("submit", value)}
        />
      )}
      <TextInput
        label={t`Remember the answer as`}
        description={t`The attribute of the visitor that keeps it. Empty: it stays with this campaign.`}
        value={typeof step.save_as === "string" ? step.save_as : ""}
        onChange={(event) => set("save_as", event.currentTarget.value || undefined)}
      />
    </>
  );
}

/** Answers to choose from do not belong to a question that is answered otherwise. */
function withAnswer(step: Step, kind: string, phrases: Phrases): Step {
  const made = write(step, ["answer"], kind);
  if (kind === "single" || kind === "multiple") {
    const fresh = freshStep("question", phrases).choices;
    return write(made, ["choices"], listAt(step, "choices").length > 0 ? step.choices : fresh);
  }
  return write(made, ["choices"], undefined);
}

function Choices(props: FormProps & { language: string }) {
  const { t } = useLingui();
  const { step, change, language, problems } = props;
  const choices = listAt(step, "choices");
  const ways = waysOut(step);
  const put = (next: readonly unknown[], what: string | null = null) =>
    change(write(step, ["choices"], next.length > 0 ? next : undefined), what);
  const errorAt = (place: string) => problems.find(({ path }) => path === place)?.message;
  return (
    <fieldset className={classes.group}>
      <legend className={classes.legend}>{t`Answers`}</legend>
      {choices.map((choice, place) => {
        const number = place + 1;
        const way = ways.find((one) => one.kind === "choice" && one.place === place);
        const set = (field: string, value: unknown) =>
          put(choices.with(place, write(choice, [field], value)), `choices ${place} ${field}`);
        return (
          <div key={String(choice.key ?? place)} className={classes.answer}>
            <LocalField
              label={t`Answer ${number}`}
              value={choice.label}
              language={language}
              error={errorAt(`choices[${place}].label`)}
              onChange={(value) => set("label", value ?? "")}
            />
            <div className={classes.tools}>
              <ActionIcon
                aria-label={t`Answer ${number} earlier`}
                disabled={place === 0}
                onClick={() => put(moved(choices, place, -1))}
              >
                <IconArrowUp size={16} aria-hidden />
              </ActionIcon>
              <ActionIcon
                aria-label={t`Answer ${number} later`}
                disabled={number === choices.length}
                onClick={() => put(moved(choices, place, 1))}
              >
                <IconArrowDown size={16} aria-hidden />
              </ActionIcon>
              <ActionIcon
                aria-label={t`Take answer ${number} out`}
                onClick={() => put(choices.filter((_, other) => other !== place))}
              >
                <IconTrash size={16} aria-hidden />
              </ActionIcon>
            </div>
            <div className={classes.wide}>
              {way && <WaySelect {...props} way={way} error={errorAt(`choices[${place}].next`)} />}
            </div>
            <div className={classes.wide}>
              <TextInput
                size="xs"
                label={t`Opens the page`}
                placeholder="/products"
                value={typeof choice.href === "string" ? choice.href : ""}
                error={errorAt(`choices[${place}].href`)}
                onChange={(event) => set("href", event.currentTarget.value || undefined)}
              />
            </div>
          </div>
        );
      })}
      <Button
        className={classes.start}
        variant="default"
        size="xs"
        leftSection={<IconPlus size={14} aria-hidden />}
        onClick={() =>
          change(addChoice(step, { key: "answer", label: blank(step, language), next: "end" }), null)
        }
      >
        <Trans>Add an answer</Trans>
      </Button>
    </fieldset>
  );
}

/** In the shape that the step's other texts have. */
const blank = (step: Step, language: string): unknown => (isRecord(step.title) ? { [language]: "" } : "");
