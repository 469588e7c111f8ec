// One step of a scenario as the visitor meets it: a message or question as a small card, a step that says nothing as a line.

import { Trans, useLingui } from "@lingui/react/macro";
import type { ReactNode } from "react";
import type { Step } from "../../../api/types";
import { useManner } from "../../../ui/manner";
import { conditionLine } from "../../../words/condition";
import { formatName } from "../../../words/formats";
import { localText } from "../../../words/names";
import {
  isAwaiting,
  shareWords,
  splitWords,
  traitLines,
  waitLimitWords,
  waitWayWords,
  waitWords,
} from "../../../words/steps";
import type { Words } from "../../../words/words";
import { splitWays } from "../text";
import { Filled } from "./Filled";
import classes from "./Messages.module.css";

export interface StepCardProps {
  number: number;
  step: Step;
  words: Words;
  /** What another step is called; none where the dialogue ends. */
  nameOf: (step: string) => string | null;
  idOf: (step: string) => string;
}

export function StepCard(props: StepCardProps) {
  switch (props.step.type) {
    case "branch":
      return <Branch {...props} />;
    case "split":
      return <Split {...props} />;
    case "wait":
      return <Wait {...props} />;
    case "traits":
      return <Traits {...props} />;
    default:
      return <Message {...props} />;
  }
}

function Message(props: StepCardProps) {
  const { locale } = useManner();
  const { number, step, words } = props;
  const title = localText(step.title, locale);
  const body = localText(step.body, locale);
  return (
    <article className={classes.card}>
      <header className={classes.head}>
        <span className={classes.number}>{number}</span>
        <span>{step.format ? formatName(step.format) : null}</span>
      </header>
      {title && (
        <p className={classes.title}>
          <Filled text={title} />
        </p>
      )}
      {body && (
        <p className={classes.body}>
          <Filled text={body} />
        </p>
      )}
      <Extras step={step} locale={locale} />
      {step.where !== undefined && step.where !== null && (
        <p className={classes.soft}>
          <Trans>Waits for a page where: {conditionLine(words, step.where)}</Trans>
        </p>
      )}
      <Answers {...props} locale={locale} />
    </article>
  );
}

/** What else the card holds, named rather than drawn. */
function Extras({ step, locale }: { step: Step; locale: string }) {
  const { t } = useLingui();
  const parts = [
    step.image && t`Picture: ${localText(step.image.alt, locale) || step.image.src}`,
    step.video && t`Film: ${localText(step.video.alt, locale) || step.video.src}`,
    step.coupon && t`Coupon: ${step.coupon.code ?? ""}`,
    step.countdown && t`Countdown until ${step.countdown.until ?? ""}`,
    step.rewrite && t`Changes on the page: ${step.rewrite.length}`,
    ...(step.fields ?? []).map((field) => t`Field: ${localText(field.label, locale) || field.key}`),
    step.answer === "text" && t`The visitor writes an answer`,
    step.answer === "rating" && t`The visitor gives marks`,
  ].filter((part): part is string => Boolean(part));
  if (parts.length === 0) return null;
  return (
    <ul className={classes.extras}>
      {parts.map((part) => (
        <li key={part}>{part}</li>
      ))}
    </ul>
  );
}

function Answers({ step, nameOf, idOf, locale }: StepCardProps & { locale: string }) {
  const choices = step.choices ?? [];
  const submit = localText(step.submit, locale);
  const leading = (next: string | null | undefined) => (
    <Leads to={next ?? step.next ?? "end"} nameOf={nameOf} idOf={idOf} />
  );
  if (choices.length === 0 && submit === "") return null;
  return (
    <ul className={classes.choices}>
      {choices.map((choice) => (
        <li key={choice.key} className={classes.choice}>
          <span className={classes.label}>{localText(choice.label, locale) || choice.key}</span>
          {choice.href && <code className={classes.href}>{choice.href}</code>}
          {leading(choice.next)}
        </li>
      ))}
      {submit !== "" && (
        <li className={classes.choice}>
          <span className={classes.label}>{submit}</span>
          {leading(step.next)}
        </li>
      )}
    </ul>
  );
}

function Leads({ to, nameOf, idOf }: { to: string } & Pick<StepCardProps, "nameOf" | "idOf">) {
  const name = nameOf(to);
  return (
    <span className={classes.leads}>
      <span aria-hidden>→ </span>
      {name === null ? <Trans>the end</Trans> : <a href={`#${idOf(to)}`}>{name}</a>}
    </span>
  );
}

function Branch({ number, step, words, ...way }: StepCardProps) {
  return (
    <Line number={number}>
      {(step.cases ?? []).map((one) => (
        <p key={JSON.stringify(one.when)}>
          <Trans>If {conditionLine(words, one.when)}</Trans> <Leads to={one.next} {...way} />
        </p>
      ))}
      <p>
        <Trans>Otherwise</Trans> <Leads to={step.else ?? "end"} {...way} />
      </p>
    </Line>
  );
}

function Wait({ number, step: read, words, ...way }: StepCardProps) {
  // What it waits for is in the text, whether or not the description of the API names it.
  const step = { ...read };
  const isAwaited = isAwaiting(step);
  const limit = waitLimitWords(words, step);
  return (
    <Line number={number}>
      <p>
        {waitWords(words, step)} {!isAwaited && <Leads to={step.next ?? "end"} {...way} />}
      </p>
      {limit && <p className={classes.soft}>{limit}</p>}
      {isAwaited && (
        <>
          <p>
            {waitWayWords(words, step, "next")} <Leads to={step.next ?? "end"} {...way} />
          </p>
          <p>
            {waitWayWords(words, step, "else")} <Leads to={step.else ?? "end"} {...way} />
          </p>
        </>
      )}
    </Line>
  );
}

function Split({ number, step, words, ...way }: StepCardProps) {
  const shared = { ...step };
  return (
    <Line number={number}>
      <p>{splitWords(words, shared)}</p>
      {splitWays(step).map(({ next }, place) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: a way has no name but its place
        <p key={place}>
          {shareWords(shared, place)} <Leads to={next} {...way} />
        </p>
      ))}
    </Line>
  );
}

function Traits({ number, step, words, ...way }: StepCardProps) {
  return (
    <Line number={number}>
      {traitLines(words, { ...step }).map((line) => (
        <p key={line}>{line}</p>
      ))}
      <p>
        <Trans>Then</Trans> <Leads to={step.next ?? "end"} {...way} />
      </p>
    </Line>
  );
}

const Line = ({ number, children }: { number: number; children: ReactNode }) => (
  <div className={classes.line}>
    <span className={classes.number}>{number}</span>
    <div>{children}</div>
  </div>
);
