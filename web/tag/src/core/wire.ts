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
}

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

export type CloseReason = "button" | "escape" | "outside" | "not_now" | "never";
export type Format = "modal" | "corner" | "bar" | "inline";

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
  required?: string;
}

export interface Content {
  type: "message" | "question";
  title?: string;
  body?: string;
  image?: { src: string; alt: string };
  choices?: Choice[];
  answer?: "single" | "multiple" | "text" | "rating";
  max?: number;
  placeholder?: string;
  submit?: string;
  selector?: string;
  position?: "append" | "prepend" | "before" | "after";
  lang?: "ja" | "en";
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
export type AnswerPayload = { choice: string } | { value: string | number | string[] };
