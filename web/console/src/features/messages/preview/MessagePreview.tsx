// How a message looks to a visitor: on a phone and a wide screen, on light and dark pages, in each language, to somebody known
// and to somebody unknown. What is pressed in it says where that leads.

import { Trans, useLingui } from "@lingui/react/macro";
import { ActionIcon, Button, SegmentedControl, TextInput, Tooltip, VisuallyHidden } from "@mantine/core";
import {
  IconDeviceDesktop,
  IconDeviceMobile,
  IconKeyboard,
  IconMoon,
  IconPlayerPlay,
  IconSun,
} from "@tabler/icons-react";
import { type ReactNode, useMemo, useRef, useState } from "react";
import { ApiProblem } from "../../../api/problem";
import { useLanguageName } from "../names";
import { kindOf } from "../step/kinds";
import { textsOf } from "../step/languages";
import type { Step } from "../step/shape";
import { variablesIn } from "../step/variables";
import { type Answered, Frame, type Manner, type Scheme, type Screen } from "./Frame";
import classes from "./preview.module.css";
import { useRendered } from "./render";
import { sampleOf } from "./sample";

/** What the visitor did. `payload` holds keys of choices, or what was said. */
export type Act = Answered;

export interface MessagePreviewProps {
  /** Key of the campaign; any, while it has none. */
  campaign: string;
  step: Step;
  /** Of the visitor. */
  language: string;
  /** Those that can be chosen; none shows no choice. */
  languages?: readonly string[];
  onLanguage?: (language: string) => void;
  /** Traits with values that the shop's visitors have, for the known one. */
  traits?: readonly { name: string; values: readonly unknown[] }[];
  /** The shop's own address, where relative links and pictures begin. */
  shopUrl?: string | undefined;
  /** The end of the campaign's schedule. */
  until?: string | undefined;
  /** What was pressed leads there: shown below until the step changes. */
  leadsTo?: (act: Act) => ReactNode;
  onAct?: (act: Act) => void;
}

const NO_TRAITS: MessagePreviewProps["traits"] = [];

export function MessagePreview(props: MessagePreviewProps) {
  const { campaign, step, language, traits = NO_TRAITS, shopUrl, until, leadsTo, onAct } = props;
  const { t } = useLingui();
  const [screen, setScreen] = useState<Screen>("phone");
  const [scheme, setScheme] = useState<Scheme>("light");
  const [isKnown, setKnown] = useState(false);
  const [written, setWritten] = useState<Record<string, string>>({});
  const used = useMemo(() => variablesOf(step), [step]);
  const known = Object.fromEntries(used.map((name) => [name, written[name] ?? sampleOf(name, traits)]));
  const { step: shown, error } = useRendered(campaign, {
    step,
    locale: language,
    ...(isKnown && used.length > 0 && { traits: nested(known) }),
    ...(until && { until }),
  });
  const [played, setPlayed] = useState<{ of: unknown; manner: Manner; round: number }>({
    of: null,
    manner: "still",
    round: 0,
  });
  const [done, setDone] = useState<{ of: unknown; act: Act } | null>(null);
  const act = done?.of === shown ? done.act : null;
  const frame = useRef<HTMLIFrameElement>(null);
  const enter = useRef<HTMLButtonElement>(null);
  const onAnswer = (answered: Answered) => {
    setDone({ of: shown, act: answered });
    onAct?.(answered);
    if (document.activeElement === frame.current) enter.current?.focus();
  };
  const again = (manner: Manner) => {
    setDone(null);
    setPlayed(({ round }) => ({ of: shown, manner, round: round + 1 }));
  };
  return (
    <section className={classes.preview} aria-label={t`Preview`}>
      <div className={classes.bar}>
        <SegmentedControl
          size="xs"
          aria-label={t`Screen`}
          value={screen}
          onChange={(value) => setScreen(value as Screen)}
          data={[
            { value: "phone", label: <Named Icon={IconDeviceMobile} name={t`Phone`} /> },
            { value: "desktop", label: <Named Icon={IconDeviceDesktop} name={t`Computer`} /> },
          ]}
        />
        <SegmentedControl
          size="xs"
          aria-label={t`The shop's page`}
          value={scheme}
          onChange={(value) => setScheme(value as Scheme)}
          data={[
            { value: "light", label: <Named Icon={IconSun} name={t`Light page`} isHidden /> },
            { value: "dark", label: <Named Icon={IconMoon} name={t`Dark page`} isHidden /> },
          ]}
        />
        <Languages {...props} />
        <span className={classes.acts}>
          <Tooltip label={t`Show it arriving`}>
            <ActionIcon aria-label={t`Show it arriving`} onClick={() => again("arrive")}>
              <IconPlayerPlay size={16} aria-hidden />
            </ActionIcon>
          </Tooltip>
          <Tooltip label={t`Go into the preview by keyboard`}>
            <ActionIcon
              ref={enter}
              aria-label={t`Go into the preview by keyboard`}
              onClick={() => {
                frame.current?.contentWindow?.focus();
                frame.current?.contentWindow?.postMessage({ kizukai: "enter" }, location.origin);
              }}
            >
              <IconKeyboard size={16} aria-hidden />
            </ActionIcon>
          </Tooltip>
        </span>
      </div>
      {used.length > 0 && (
        <div className={classes.visitor}>
          <SegmentedControl
            size="xs"
            aria-label={t`Sample visitor`}
            value={isKnown ? "known" : "unknown"}
            onChange={(value) => setKnown(value === "known")}
            data={[
              { value: "unknown", label: t`Somebody unknown` },
              { value: "known", label: t`Somebody known` },
            ]}
          />
          {isKnown &&
            used.map((name) => (
              <TextInput
                key={name}
                size="xs"
                label={name}
                value={known[name] ?? ""}
                onChange={({ currentTarget: { value } }) => setWritten({ ...written, [name]: value })}
              />
            ))}
        </div>
      )}
      <Frame
        title={t`How the message looks`}
        screen={screen}
        scheme={scheme}
        step={shown}
        base={shopUrl}
        manner={played.of === shown ? played.manner : "still"}
        round={played.round}
        onAnswer={onAnswer}
        frame={frame}
      />
      <div className={classes.below} aria-live="polite">
        {error ? <Failed error={error} /> : null}
        {act && (
          <p className={classes.act}>
            <ActWords act={act} step={step} />
            {leadsTo && <span> {leadsTo(act)}</span>}
            <Button variant="subtle" size="compact-xs" onClick={() => again("still")}>
              <Trans>Show it again</Trans>
            </Button>
          </p>
        )}
        {!act && <Where step={step} />}
      </div>
    </section>
  );
}

const Named = ({
  Icon,
  name,
  isHidden = false,
}: {
  Icon: typeof IconSun;
  name: string;
  isHidden?: boolean;
}) => (
  <span className={classes.named}>
    <Icon size={16} aria-hidden />
    {isHidden ? <VisuallyHidden>{name}</VisuallyHidden> : name}
  </span>
);

function Languages({ language, languages = [], onLanguage }: MessagePreviewProps) {
  const { t } = useLingui();
  const name = useLanguageName();
  if (languages.length < 2 || !onLanguage) return null;
  return (
    <SegmentedControl
      size="xs"
      aria-label={t`The visitor's language`}
      value={language}
      onChange={onLanguage}
      data={languages.map((value) => ({ value, label: name(value) }))}
    />
  );
}

function Failed({ error }: { error: Error }) {
  const isText = error instanceof ApiProblem && error.code === "text_refused";
  return (
    <p className={classes.failed}>
      {isText ? (
        <Trans>As it is written now it cannot be shown. The last picture stays here.</Trans>
      ) : (
        <Trans>The preview cannot be made at the moment. What you write is not touched by that.</Trans>
      )}
    </p>
  );
}

function ActWords({ act, step }: { act: Act; step: Step }) {
  if (act.kizukai === "close") {
    switch (act.reason) {
      case "not_now":
        return <Trans>The visitor said “not now”.</Trans>;
      case "never":
        return <Trans>The visitor does not want to see it again.</Trans>;
      case "timeout":
        return <Trans>It went by itself.</Trans>;
      default:
        return <Trans>The visitor closed it.</Trans>;
    }
  }
  const { payload } = act;
  if (!("choice" in payload)) return <Trans>The visitor answered.</Trans>;
  const label = step.choices?.find(({ key }) => key === payload.choice)?.label;
  const words = typeof label === "string" ? label : (Object.values(label ?? {})[0] ?? payload.choice);
  return act.href ? <Trans>“{words}” opens a page.</Trans> : <Trans>“{words}” was pressed.</Trans>;
}

/** What a picture cannot say: the place on the shop's own page. */
function Where({ step }: { step: Step }) {
  const kind = kindOf(step);
  if (kind === "rewrite")
    return (
      <p className={classes.note}>
        <Trans>What is changed, without your page around it.</Trans>
      </p>
    );
  if (kind !== "inline" || !step.selector) return null;
  return (
    <p className={classes.note}>
      <Trans>
        On your page it stands at <code>{step.selector}</code>, as wide as that place.
      </Trans>
    </p>
  );
}

/** Traits that any text of the step names. */
function variablesOf(step: Step): string[] {
  const sources = textsOf(step).flatMap(({ text }) =>
    typeof text === "object" ? Object.values(text) : [text],
  );
  return [...new Set(sources.flatMap((source) => variablesIn(source).map(({ trait }) => trait)))];
}

/** `address.city` is a trait within a trait. */
function nested(flat: Readonly<Record<string, string>>): Record<string, unknown> {
  const traits: Record<string, unknown> = {};
  for (const [path, value] of Object.entries(flat)) {
    const names = path.split(".");
    const last = names.pop() as string;
    let at = traits;
    for (const name of names) {
      at[name] = typeof at[name] === "object" && at[name] !== null ? at[name] : {};
      at = at[name] as Record<string, unknown>;
    }
    at[last] = value;
  }
  return traits;
}
