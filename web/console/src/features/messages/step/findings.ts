// What is said beside a field at once, before the server is asked: what it would refuse, and what would be a pity. Where both
// find something in one place, ours is shown: it is in the reader's language.

import { t } from "@lingui/core/macro";
import { isKey } from "../../../words/key";
import { contrast, DISCERNIBLE, isColour, READABLE } from "../../look/colours";
import { isPreset, resolved } from "../../look/presets";
import { kindOf, wayOf } from "./kinds";
import { isMissing, missingIn, shownIn, textsOf } from "./languages";
import { isLink, isSource } from "./links";
import type { FormField, OwnTheme, Picture, Step } from "./shape";
import { isBroken, lengthOf, variablesIn } from "./variables";

export interface Finding {
  /** From the step: `choices[1].label`. */
  path: string;
  /** A problem hinders publishing. */
  level: "problem" | "warning";
  text: string;
  /** Where it is about one language: said while that one is written. */
  language?: string;
}

export interface Around {
  /** Of the site, its own first. */
  languages: readonly string[];
  /** What they are called. */
  languageName: (language: string) => string;
  /** Now, for deadlines. */
  nowMs: number;
  /** The end of the campaign's schedule. */
  until?: string | undefined;
}

/** More than this is cut on a phone, or not read. */
export const ROOM = { title: 28, body: 110, label: 14, toast: 50 } as const;
const MANY_CHOICES = 4;

type Say = (path: string, text: string, level?: Finding["level"], language?: string) => void;

export function findingsOf(step: Step, around: Around): Finding[] {
  const found: Finding[] = [];
  const say: Say = (path, text, level = "problem", language) =>
    void found.push({ path, level, text, ...(language !== undefined && { language }) });
  const own = around.languages[0] ?? "ja";
  words(step, own, say);
  templates(step, say);
  languages(step, around, own, say);
  answers(step, own, say);
  place(step, say);
  media(step, own, say);
  countdown(step, around, say);
  (step.fields ?? []).forEach((field, n) => {
    formField(`fields[${n}]`, field, own, say);
  });
  if (typeof step.theme === "object") theme(step.theme, say);
  return found;
}

/** The server's, where nothing of ours stands beside the same field. */
export function together(ours: readonly Finding[], server: readonly Finding[]): Finding[] {
  const said = new Set(ours.flatMap(({ path, language }) => (language === undefined ? path : [])));
  return [...ours, ...server.filter(({ path }) => !said.has(path))];
}

function words(step: Step, own: string, say: Say) {
  const isEmpty = (text: Step["title"]) => shownIn(text, own, own).trim() === "";
  if (kindOf(step) !== "rewrite" && isEmpty(step.title) && isEmpty(step.body))
    say(step.format === "toast" ? "body" : "title", t`Nothing is said yet.`, "warning");
  const isToast = step.format === "toast";
  tooLong("title", step.title, ROOM.title, own, say);
  if (step.format !== "fullscreen" && step.format !== "inline")
    tooLong("body", step.body, isToast ? ROOM.toast : ROOM.body, own, say);
  (step.choices ?? []).forEach(({ label }, n) => {
    tooLong(`choices[${n}].label`, label, ROOM.label, own, say);
  });
}

function tooLong(path: string, text: Step["title"], room: number, own: string, say: Say) {
  const all = typeof text === "object" ? Object.values(text) : [shownIn(text, own, own)];
  if (all.some((one) => lengthOf(one) > room))
    say(
      path,
      t`Longer than ${room} characters: on a phone it takes much room, and few will read it.`,
      "warning",
    );
}

function templates(step: Step, say: Say) {
  for (const { path, text } of textsOf(step)) {
    for (const source of typeof text === "object" ? Object.values(text) : [text]) {
      if (isBroken(source))
        say(path, t`A curly bracket stands alone: a place begins with two of them and ends with two.`);
      const bare = variablesIn(source).find(({ fallback }) => fallback === undefined);
      if (bare)
        say(path, t`Say what stands there for visitors whose “${bare.trait}” is not known.`, "warning");
    }
  }
}

function languages(step: Step, { languages: known, languageName }: Around, own: string, say: Say) {
  for (const language of known) {
    const name = languageName(language);
    for (const path of missingIn(step, language, own))
      say(path, t`Not written in ${name}: these visitors read another language here.`, "warning", language);
  }
}

function answers(step: Step, own: string, say: Say) {
  const choices = step.choices ?? [];
  const way = wayOf(step);
  const isToast = step.format === "toast";
  if (isToast && step.type === "question")
    say("answer", t`A short notice goes before one has answered: ask in a card or a window.`);
  if (isToast && choices.length > 1) say("choices", t`A short notice has room for one answer at most.`);
  if ((way === "single" || way === "multiple") && step.type === "question" && choices.length === 0)
    say("choices", t`A question needs answers to choose from.`);
  if (choices.length > MANY_CHOICES && way === "single")
    say("choices", t`More than ${MANY_CHOICES} answers are hard to choose from.`, "warning");
  choices.forEach(({ key, label, href }, n) => {
    const path = `choices[${n}]`;
    if (shownIn(label, own, own).trim() === "") say(`${path}.label`, t`What does the visitor read here?`);
    if (!isKey(key)) say(`${path}.key`, t`Letters, digits, - _ and . only.`);
    if (choices.some((other, m) => m < n && other.key === key))
      say(`${path}.key`, t`Another answer has this key already.`);
    if (href !== undefined && !isLink(href))
      say(`${path}.href`, t`An address such as /shipping or https://…`);
  });
}

function place(step: Step, say: Say) {
  if (kindOf(step) === "inline" && !(step.selector ?? "").trim())
    say("selector", t`Where on the page? Name the place by a CSS selector, for example #campaign.`);
  (step.rewrite ?? []).forEach((change, n) => {
    const path = `rewrite[${n}]`;
    if (!change.selector.trim()) say(`${path}.selector`, t`What is changed? Name it by a CSS selector.`);
    const { text, image, href, order } = change;
    if (text === undefined && !image && href === undefined && !order)
      say(`${path}.text`, t`Say what changes: its text, picture or link.`);
    if (href !== undefined && !isLink(href))
      say(`${path}.href`, t`An address such as /shipping or https://…`);
    if (image) picture(`${path}.image`, image, say);
  });
}

function picture(path: string, { src, alt }: Picture, say: Say) {
  if (src === "") say(`${path}.src`, t`Choose a picture, or write its address.`);
  else if (!isSource(src)) say(`${path}.src`, t`An address such as /images/a.jpg or https://…`);
  if (alt === undefined)
    say(
      `${path}.alt`,
      t`Say what the picture shows, for those who do not see it; or that it only decorates.`,
    );
}

function media({ image, video, coupon }: Step, own: string, say: Say) {
  if (image) picture("image", image, say);
  if (video) {
    if (!isSource(video.src)) say("video.src", t`An address such as /films/a.mp4 or https://…`);
    if (shownIn(video.alt, own, own).trim() === "")
      say("video.alt", t`Say what the film shows, for those who do not see it.`);
    if (!video.captions)
      say("video.captions", t`Without captions many will not know what is said.`, "warning");
  }
  if (coupon && shownIn(coupon.code, own, own).trim() === "") say("coupon.code", t`Which code?`);
}

function countdown({ countdown }: Step, { until, nowMs }: Around, say: Say) {
  if (!countdown) return;
  const written = countdown.until === "schedule" ? until : countdown.until;
  const atMs = written === undefined ? Number.NaN : Date.parse(written);
  if (countdown.until === "schedule" && !until)
    say("countdown.until", t`The campaign has no end yet: set one in its schedule, or name a moment here.`);
  else if (Number.isNaN(atMs)) say("countdown.until", t`A countdown needs a real deadline.`);
  else if (atMs <= nowMs) say("countdown.until", t`This moment is over: a countdown cannot begin anew.`);
}

function formField(path: string, field: FormField, own: string, say: Say) {
  if (shownIn(field.label, own, own).trim() === "") say(`${path}.label`, t`What is asked for?`);
  if (!isKey(field.key)) say(`${path}.key`, t`Letters, digits, - _ and . only.`);
  const { min, max } = field;
  if (min !== undefined && max !== undefined && min > max)
    say(`${path}.min`, t`Not greater than the greatest number.`);
  if (field.type !== "select") return;
  const options = field.options ?? [];
  if (options.length === 0) say(`${path}.options`, t`A list needs something to choose from.`);
  options.forEach(({ label }, n) => {
    if (isMissing(label, own, own) || shownIn(label, own, own).trim() === "")
      say(`${path}.options[${n}].label`, t`What does the visitor read here?`);
  });
}

function theme(own: OwnTheme, say: Say) {
  if (own.preset !== undefined && !isPreset(own.preset)) return;
  const colours = [own.accent, own.surface, own.text].filter((one) => one !== undefined);
  if (!colours.every(isColour)) {
    say("theme", t`A colour as #rrggbb.`);
    return;
  }
  const { light, dark } = resolved(own);
  for (const [name, { text, surface, accent }] of [
    [t`light`, light],
    [t`dark`, dark],
  ] as const) {
    const ratio = contrast(text, surface).toFixed(1);
    if (contrast(text, surface) < READABLE)
      say(
        "theme",
        t`On ${name} pages the text can hardly be read (contrast ${ratio}:1, at least ${READABLE}:1).`,
      );
    else if (contrast(accent, surface) < DISCERNIBLE)
      say("theme", t`On ${name} pages the accent can hardly be told from its background.`, "warning");
  }
}
