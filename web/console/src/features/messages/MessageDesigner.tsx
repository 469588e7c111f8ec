// Writes one step that speaks: form, words in each language, answers, and what else it may hold. It keeps nothing itself: each
// change goes out as another step, so that whoever uses it holds the history. What it has no form for stays as it was.

import { useLingui } from "@lingui/react/macro";
import { type ReactNode, useMemo, useState } from "react";
import { Answering } from "./designer/Answering";
import { type Designer, DesignerContext, type TraitName, type Uploaded, type Way } from "./designer/context";
import classes from "./designer/designer.module.css";
import { KindPicker } from "./designer/KindPicker";
import { LanguageTabs } from "./designer/LanguageTabs";
import { AddMedia, MediaParts } from "./designer/MediaParts";
import { OtherFields, ToastField } from "./designer/OtherFields";
import { PlaceFields, RewriteFields } from "./designer/PlaceFields";
import { TextField } from "./designer/TextField";
import { ThemePicker } from "./designer/ThemePicker";
import { useLanguageName } from "./names";
import { type Finding, findingsOf, ROOM, together } from "./step/findings";
import { kindOf } from "./step/kinds";
import { languagesOf } from "./step/languages";
import { put, type Step } from "./step/shape";

export interface MessageDesignerProps {
  step: Step;
  onChange: (step: Step) => void;
  /** Languages that the site speaks, its own first. */
  languages: readonly string[];
  /** Which one is written, where the preview follows it; otherwise it is held here. */
  language?: string;
  onLanguage?: (language: string) => void;
  /** Names of what is known of visitors. */
  traits?: readonly TraitName[];
  /** What the server's check says, with paths from the step (`choices[0].label`). */
  findings?: readonly Finding[];
  /** Where an answer leads, drawn by who knows the scenario. */
  leadsTo?: (way: Way) => ReactNode;
  /** Keeps a picture; without it pictures are named by their address. */
  upload?: (file: File) => Promise<Uploaded>;
  /** Keys that answers are stored by already, for example those of the published text. */
  storedKeys?: ReadonlySet<string>;
  /** The end of the campaign's schedule. */
  until?: string;
  isDisabled?: boolean;
}

const NONE: readonly never[] = [];
const NO_KEYS: ReadonlySet<string> = new Set();

export function MessageDesigner(props: MessageDesignerProps) {
  const { step, onChange, languages: site, traits = NONE, findings: server = NONE } = props;
  const { leadsTo, upload, storedKeys = NO_KEYS, until, isDisabled = false } = props;
  const { t } = useLingui();
  const languageName = useLanguageName();
  const own = site[0] ?? "ja";
  const [held, hold] = useState(own);
  const [added, setAdded] = useState<readonly string[]>(NONE);
  const languages = useMemo(() => [...new Set([...languagesOf(step, site), ...added])], [step, site, added]);
  const wanted = props.language ?? held;
  const language = languages.includes(wanted) ? wanted : own;
  const choose = (next: string) => {
    hold(next);
    props.onLanguage?.(next);
  };
  const ours = findingsOf(step, {
    languages,
    languageName,
    nowMs: Date.now(),
    until,
  });
  const designer: Designer = {
    step,
    change: onChange,
    language,
    own,
    languages,
    traits,
    findings: together(ours, server),
    leadsTo,
    upload,
    storedKeys,
    until,
    isDisabled,
  };
  const kind = kindOf(step);
  return (
    <DesignerContext value={designer}>
      {/* biome-ignore lint/a11y/useSemanticElements: a fieldset would need a legend to be seen */}
      <div className={classes.designer} role="group" aria-label={t`Message`}>
        <KindPicker />
        <LanguageTabs
          language={language}
          onLanguage={choose}
          onAdd={(one) => {
            setAdded([...added, one]);
            choose(one);
          }}
        />
        {kind === "rewrite" ? (
          <RewriteFields />
        ) : (
          <>
            {kind === "inline" && <PlaceFields />}
            <TextField
              path="title"
              label={t`Title`}
              placeholder={t`For example: Are you unsure about the size?`}
              room={ROOM.title}
              value={step.title}
              onChange={(text) => onChange(put(step, "title", text))}
              hasVariables
            />
            <TextField
              path="body"
              label={t`Text`}
              placeholder={t`One breath: what is offered, and what it is good for.`}
              room={kind === "toast" ? ROOM.toast : ROOM.body}
              value={step.body}
              onChange={(text) => onChange(put(step, "body", text))}
              isLong
              hasVariables
            />
            <MediaParts />
            <AddMedia />
            {kind === "toast" && <ToastField />}
            <Answering />
            <ThemePicker />
          </>
        )}
        <OtherFields />
      </div>
    </DesignerContext>
  );
}
