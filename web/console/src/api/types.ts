// The names of the API's documents. What the generated description has comes from there; what it does not have yet is
// written down here until it does.

import type { components } from "../../../api-types/schema";

type Schemas = components["schemas"];

export type PublishedText = Schemas["PublishedText"];
export type PublishedTexts = Schemas["PublishedTexts"];
export type Publication = Schemas["Publication"];
export type CampaignResults = Schemas["CampaignResults"];
export type PhaseResults = Schemas["PhaseResults"];
export type ArmResults = Schemas["ArmResults"];
export type Profile = Schemas["Profile"];
export type EventRow = Schemas["EventRow"];
export type EventsPage = Schemas["EventsPage"];
export type Site = Schemas["Site"];
export type SiteSettings = Schemas["SiteSettings"];
export type Campaign = Schemas["Campaign"];
export type Segment = Schemas["Segment"];
export type Key = Schemas["Key"];
export type Keys = Schemas["Keys"];
export type MadeKey = Schemas["MadeKey"];
export type NewKey = Schemas["NewKey"];

// --- set-up, session, account

export type Role = "owner" | "editor" | "analyst" | "agent" | "viewer";

export type Permission =
  | "view"
  | "people"
  | "export"
  | "traits"
  | "publish"
  | "audit"
  | "erase"
  | "settings"
  | "members";

export interface SetupState {
  needed: boolean;
  site_exists: boolean;
}

export interface NewSite {
  name: string;
  timezone?: string;
  locale?: string;
  currency?: string;
}

export interface NewSetup {
  code: string;
  email: string;
  name: string;
  password: string;
  site?: NewSite;
}

export interface SignInOptions {
  oidc: { name: string } | null;
  demo: { email: string; password: string } | null;
}

export interface SignIn {
  email: string;
  password: string;
  code?: string;
}

export interface Session {
  member: Member;
  sites: MemberSite[];
  csrf: string;
  expires_at: string;
  may_create_sites: boolean;
}

export interface Member {
  id: number;
  email: string;
  name: string;
  locale: "ja" | "en" | null;
  totp: boolean;
  has_password: boolean;
}

export interface MemberSite {
  id: string;
  name: string;
  role: Role;
  permissions: Permission[];
  write_key: string;
  timezone: string;
  currency: string;
  locale: string;
}

export interface TotpDraft {
  secret: string;
  url: string;
}

export interface RecoveryCodes {
  codes: string[];
}

export interface SessionRow {
  id: number;
  created_at: string;
  last_seen_at: string;
  device: string;
  current: boolean;
}

// --- members, invitations, audit

export interface SiteMember {
  id: number;
  email: string;
  name: string;
  role: Role;
  totp: boolean;
  joined_at: string;
  last_seen_at: string | null;
}

export interface Invitation {
  id: number;
  role: Role;
  email: string | null;
  created_by: string;
  created_at: string;
  expires_at: string;
}

export interface MadeInvitation extends Invitation {
  token: string;
}

export interface OpenInvitation {
  site: string;
  role: Role;
  email: string | null;
}

export interface AuditEntry {
  id: number;
  at: string;
  actor: { kind: "member" | "key" | "local" | "system"; name: string };
  action: string;
  target: string;
  before: unknown;
  after: unknown;
}

export interface AuditPage {
  entries: AuditEntry[];
  next: number | null;
}

// --- home

export interface Figures {
  visitors: number;
  page_views: number;
  orders: number;
  revenue: number;
  shows: number;
}

export interface HourFigures extends Figures {
  hour: number;
}

export interface DayFigures {
  date: string;
  hours: HourFigures[];
  so_far: Figures;
  whole: Figures;
}

export interface AttentionItem {
  kind:
    | "no_events"
    | "events_stopped"
    | "never_speaks"
    | "invalid_events"
    | "no_orders"
    | "no_campaign"
    | "draft_waiting"
    | "sample_ratio";
  severity: "harm" | "care" | "info";
  since: string | null;
  campaign: string | null;
  campaign_name: string | null;
  figures: Record<string, number | string>;
}

export interface Home {
  now: string;
  counted_since: string;
  is_counting: boolean;
  visitors_now: number;
  today: DayFigures;
  same_weekday: DayFigures | null;
  attention: AttentionItem[];
}

// --- visitors

export interface LiveVisitor {
  profile: string;
  anonymous_id: string | null;
  user_id: string | null;
  name: string | null;
  started_at: string;
  last_at: string;
  visit: number;
  page_count: number;
  page: { path: string | null; title: string | null; url: string | null } | null;
  last_event: string | null;
  device: string | null;
  referrer: string | null;
  cart: { subtotal: number; quantity: number };
  orders: number;
  segments: string[];
  dialogue: { campaign: string; step: string } | null;
  held_out: boolean;
}

export interface LiveVisitors {
  total: number;
  visitors: LiveVisitor[];
  /** Profiles that became part of another one since, and are here no longer. */
  gone: string[];
  cursor: string;
  window_s: number;
}

export type Gate =
  | "status"
  | "holdout"
  | "schedule"
  | "audience"
  | "trigger"
  | "assignment"
  | "stopped"
  | "caps"
  | "quiet"
  | "budget"
  | "rivals";

export interface WhyGate {
  gate: Gate;
  state: "passed" | "failed" | "not_asked" | "waits";
}

export interface Leaf {
  at: string;
  path: string;
  operator: string;
  expected: unknown;
  found?: unknown;
  negated: boolean;
  unknown: boolean;
}

export interface ConditionLine {
  at: string;
  path: string;
  operator: string;
  expected: unknown;
  found?: unknown;
  holds: boolean;
  negated: boolean;
  depth: number;
  /** A heading over the lines below it that are one deeper. */
  group: "all" | "any" | null;
}

export interface WhyItem {
  campaign: string;
  name: string;
  speaks: boolean;
  gate: Gate | null;
  arm: string | null;
  control: boolean;
  /** The English sentence; `code` and `details` are what words are made of. */
  reason: string;
  code: string;
  details: Record<string, unknown>;
  leaf: Leaf | null;
  holder: string | null;
  gates: WhyGate[];
  audience: ConditionLine[];
  last_decision: DecisionRow | null;
}

export interface Why {
  at: string;
  page: string | null;
  explanations: WhyItem[];
}

export interface Erasure {
  profile: string;
  inputs: number;
  profiles: number;
}

// --- campaigns

export type Outcome = "shown" | "ghost" | "lost" | "stopped" | "capped" | "quiet" | "budget";

export interface CampaignFigures {
  campaign: string;
  phase: number;
  since: string | null;
  arms: ArmResults[];
  outcomes: Record<Outcome, number>;
  last_decision_at: string | null;
}

export interface Results {
  campaigns: CampaignFigures[];
}

export interface DecisionRow {
  at: string;
  profile: string;
  anonymous_id: string | null;
  arm: string;
  outcome: Outcome;
  phase: number;
  step: string | null;
  reason: string | null;
  holder: string | null;
}

export interface Decisions {
  decisions: DecisionRow[];
  counts: Record<Outcome, number>;
  reasons: { outcome: Outcome; reason: string; count: number }[];
  since: string;
}

export interface Version {
  version: number;
  phase: number;
  published_at: string;
  by: string | null;
  text: unknown;
  marks: string[];
  cuts_phase: boolean;
}

export interface History {
  versions: Version[];
}

export interface Mark {
  at: string;
  kind: "phase" | "status" | "edit" | "site" | "other_campaign" | "segment";
  version: number | null;
  phase: number | null;
  target: string;
  fields: string[];
  by: string | null;
}

export interface Timeline {
  marks: Mark[];
}

/** What publishing several texts came to, or would come to. */
export type Publications = Schemas["Publications"];
export type TextState = Schemas["TextState"] & { phase_cut?: boolean };
export type PlaceInText = Schemas["PlaceInText"];

// --- segments

export interface SegmentFigures {
  key: string;
  size: number;
  entered_7d: number;
  left_7d: number;
}

export interface SegmentFlow {
  days: { date: string; entered: number; left: number }[];
  size: number;
  counted_since: string;
}

export interface SegmentMember {
  profile: string;
  user_id: string | null;
  anonymous_id: string | null;
  entered_at: string;
  last_seen: string | null;
}

export interface SegmentMembers {
  members: SegmentMember[];
  next: string | null;
}

// --- installation

export interface InstallationCheck {
  key:
    | "tag"
    | "page"
    | "product_viewed"
    | "product_added"
    | "cart_viewed"
    | "checkout_started"
    | "order_completed"
    | "order_id"
    | "order_revenue"
    | "order_currency"
    | "identify"
    | "consent";
  state: "ok" | "missing" | "wrong";
  last_at: string | null;
  count: number;
  detail: string | null;
}

export interface EventCount {
  type: string;
  name: string | null;
  count_24h: number;
  last_at: string;
}

export type VerdictName = "ok" | "duplicate" | "dropped" | "invalid" | "retry";

export interface Installation {
  write_key: string;
  last_event_at: string | null;
  is_stopped: boolean;
  usual_gap_s: number | null;
  counted_since: string;
  checks: InstallationCheck[];
  events: EventCount[];
  verdicts: { ok: number; duplicate: number; dropped: number; invalid: number };
  reasons: { verdict: string; reason: string; count: number }[];
  origins: { origin: string; count: number; last_at: string }[];
}

export interface Arrival {
  seq: number;
  at: string;
  via: string;
  type: string | null;
  name: string | null;
  anonymous_id: string | null;
  message_id: string | null;
  verdict: VerdictName;
  reason: string | null;
  raw: unknown;
  truncated: boolean;
}

export interface Arrivals {
  arrivals: Arrival[];
  next: number;
  watching: boolean;
}
