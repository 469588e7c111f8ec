/** What goes over the wire: `POST /v1/decide`, and the content of a show. */

export type Json = null | boolean | number | string | Json[] | { [key: string]: Json };
export type Properties = Record<string, unknown>;

export interface PageContext {
  url: string;
  path: string;
  title: string;
  referrer: string;
  search: string;
}

export interface DeviceContext {
  type: "phone" | "tablet" | "desktop";
  /** Size of the viewport in CSS pixels. */
  width: number;
  height: number;
}

export type Activity = "typing" | "checkout";

export interface RequestContext {
  page: PageContext;
  device: DeviceContext;
  locale: string;
  activity?: Activity;
  /** What the visitor has agreed to; a purpose left out is unknown. */
  consent?: Purposes;
  /** Global Privacy Control is on. */
  gpc?: true;
}

export type Purpose = "measurement" | "assistance" | "marketing";
export type Purposes = Partial<Record<Purpose, boolean>>;

export interface ShownStep {
  enrolment: string;
  step: string;
}

/** An event as it is queued; `type` and the fields that belong to it follow the Segment specification. */
export interface EventFields {
  type: string;
  [field: string]: unknown;
}

export interface Verdict {
  messageId: string;
  verdict: "ok" | "duplicate" | "dropped" | "invalid" | "retry";
  reason?: string;
}

export type CloseReason = "button" | "escape" | "outside" | "not_now" | "never" | "timeout";
export type Format = "modal" | "corner" | "bar" | "inline" | "toast" | "fullscreen";

export interface Choice {
  key: string;
  label: string;
  href?: string;
}

export interface Labels {
  close?: string;
  not_now?: string;
  never?: string;
  menu?: string;
  send?: string;
  required?: string;
  invalid_email?: string;
  invalid_tel?: string;
  invalid_number?: string;
  too_long?: string;
  error_summary?: string;
}

export interface Image {
  src: string;
  alt: string;
  /** Natural size in pixels, for its shape before it has loaded. */
  width?: number;
  height?: number;
}

export interface Video {
  src: string;
  poster?: string;
  alt: string;
  captions?: { src: string; lang: string; label: string };
}

export interface Coupon {
  code: string;
  label: string;
  copied: string;
  note?: string;
}

export interface Countdown {
  until: string;
  /** Left when the server answered, in milliseconds. */
  remaining_ms: number;
  label?: string;
  ended?: string;
}

export interface Field {
  key: string;
  type: "text" | "email" | "tel" | "number" | "textarea" | "select" | "checkbox";
  label: string;
  placeholder?: string;
  help?: string;
  required?: boolean;
  max_length?: number;
  min?: number;
  max?: number;
  autocomplete?: string;
  options?: { key: string; label: string }[];
}

/** One change of what the page itself says; nothing in it can become markup. */
export interface Rewrite {
  selector: string;
  text?: string;
  image?: { src: string; alt: string };
  href?: string;
  /** Selectors of the target's children, in the order they shall stand. */
  order?: string[];
}

/** The colours of one scheme, as CSS writes them. */
export interface ThemeValues {
  surface?: string;
  text?: string;
  accent?: string;
  radius?: string;
  density?: string | number;
}

export interface Content {
  type: "message" | "question" | "rewrite";
  title?: string;
  body?: string;
  image?: Image;
  video?: Video;
  coupon?: Coupon;
  countdown?: Countdown;
  /** What stands where the countdown was, once it is over. */
  ended?: string;
  choices?: Choice[];
  answer?: "single" | "multiple" | "text" | "rating" | "form";
  fields?: Field[];
  max?: number;
  placeholder?: string;
  submit?: string;
  selector?: string;
  position?: "append" | "prepend" | "before" | "after";
  rewrite?: Rewrite[];
  /** How long a toast stays, in milliseconds. */
  duration_ms?: number;
  theme?: { light?: ThemeValues; dark?: ThemeValues };
  /** BCP 47 language of the texts. */
  lang?: string;
  dir?: "ltr" | "rtl";
  labels?: Labels;
}

export interface ShowItem extends ShownStep {
  campaign: string;
  arm: string;
  format: Format;
  content: Content;
  resumed: boolean;
}

export interface ArmedItem {
  campaign: string;
  signal: string;
  params?: Record<string, Json>;
}

export interface DecideResponse {
  anonymousId?: string;
  verdicts?: Verdict[];
  show?: ShowItem[];
  armed?: ArmedItem[];
  close?: ShownStep[];
  next_check_ms?: number | null;
}

/** An answer of the visitor: one choice, or a value (keys, text, number). */
export type AnswerPayload = { choice: string } | { value: string | number | string[] | FormValue };

/** What a form holds, by the keys of its fields; an optional field left empty is null. */
export type FormValue = Record<string, string | number | boolean | null>;
