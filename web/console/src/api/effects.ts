// Effects, plans, reports and trends as the API hands them out. Written by hand in the form of the generated types, until
// the API's description has them: then `effects.get` is `api.get`, and these names move to types.ts.
//
// Money is in units of the site's currency, days are `YYYY-MM-DD` of the site's clock, rates and lifts are ratios, and
// null is "not known".

import { api, ask } from "./client";

type Known<T> = T | null;

export type MetricName = "goal" | "value" | "orders" | "profit" | "left_at_once" | "came_back" | "load_ms";

export type EffectVerdict =
  | "preliminary"
  | "too_little"
  | "not_comparable"
  | "open"
  | "changing"
  | "better"
  | "worse"
  | "no_difference";

export type EffectDecision = "wait" | "repair" | "stop_harm" | "stop_worse" | "promote" | "settle";

export type EffectStatus = "running" | "paused" | "ended" | "draft";

export interface Worth {
  low: number;
  expected: number;
  high: number;
}

/** What is missing until a value can be judged at all. */
export interface Missing {
  visitors: number;
  buyers: number;
}

/** Figures for one look at a time fixed beforehand. */
export interface FixedLook {
  difference: number;
  low: number;
  high: number;
  p_value: number;
  chance_to_be_larger: number;
  cuped: Known<{ difference: number; low: number; high: number }>;
}

export interface MetricEffect {
  metric: MetricName;
  role: "goal" | "guardrail";
  better: "higher" | "lower";
  kind: "rate" | "value";
  control: Known<number>;
  arm: Known<number>;
  difference: Known<number>;
  difference_low: Known<number>;
  difference_high: Known<number>;
  lift: Known<number>;
  lift_low: Known<number>;
  lift_high: Known<number>;
  verdict: EffectVerdict;
  missing: Known<Missing>;
  evidence: Known<number>;
  worth_a_month: Known<Worth>;
  fixed: Known<FixedLook>;
}

export interface ArmEffect {
  arm: string;
  control: boolean;
  name?: string;
  assigned: number;
  decided: number;
  /** Whose goal window is over. */
  visitors: number;
  young: number;
  seen: number;
  crossed: number;
  rate: Known<number>;
  value_per_visitor: Known<number>;
  orders_per_visitor: Known<number>;
  profit_per_visitor: Known<number>;
  left_at_once: Known<number>;
  came_back: Known<number>;
  load_ms: Known<number>;
  browser_orders: Known<number>;
  other_shows_per_visitor: Known<number>;
  other_points_per_visitor: Known<number>;
  closed_at_once: Known<number>;
  young_rate: Known<number>;
  young_value_per_visitor: Known<number>;
  metrics: MetricEffect[];
  decision: Known<EffectDecision>;
  harmed: Known<MetricName>;
  days_left: Known<number>;
  waits_too_long: boolean;
}

export interface ArmSize {
  arm: string;
  expected: number;
  visitors: number;
}

export interface Sizes {
  is_fault: boolean;
  arms: ArmSize[];
}

export interface EffectPlan {
  smallest_effect: number;
  value_limit: Known<number>;
  base_rate: Known<number>;
  planned_visitors: Known<number>;
  message_cost: number;
  error_rate: number;
}

export interface ArmDay {
  day: string;
  arm: string;
  /** First decided for on this day. */
  decided: number;
  /** Whose goal window was over on this day. */
  visitors: number;
  reached: number;
  value: number;
}

export interface Effect {
  /** Null: the site as a whole. */
  campaign: Known<string>;
  name: string;
  phase: number;
  since: Known<string>;
  until: Known<string>;
  status: EffectStatus;
  window_days: number;
  through: string;
  plan: EffectPlan;
  sizes: { assigned: Sizes; decided: Sizes };
  others_differ: boolean;
  arms: ArmEffect[];
  days: ArmDay[];
}

export interface CampaignEffect {
  campaign: string;
  name: string;
  status: EffectStatus;
  phase: number;
  since: Known<string>;
  visitors: number;
  young: number;
  arm: Known<string>;
  verdict: EffectVerdict;
  decision: Known<EffectDecision>;
  harmed: Known<MetricName>;
  lift: Known<number>;
  lift_low: Known<number>;
  lift_high: Known<number>;
  worth_a_month: Known<Worth>;
  days_left: Known<number>;
  waits_too_long: boolean;
  /** Still believed when it is remembered how many campaigns are looked at (e-BH). */
  believed: boolean;
}

export interface SiteEffects {
  campaigns: CampaignEffect[];
  /** Arms `served` and `control`: everybody else against the holdout; null without one. */
  total: Known<Effect>;
}

export type RowReason =
  | "better"
  | "worse"
  | "guardrail"
  | "sizes"
  | "changing"
  | "no_difference"
  | "too_long";

export interface ReportRow {
  campaign: string;
  name: string;
  arm: Known<string>;
  metric: MetricName;
  verdict: EffectVerdict;
  lift_low: Known<number>;
  lift_high: Known<number>;
  worth_a_month: Known<Worth>;
  visitors: number;
  why: RowReason;
}

export interface ReportChange {
  at: string;
  campaign: string;
  version: number;
  kind: "phase" | "status" | "edit";
  fields: string[];
  by: Known<string>;
}

export interface ReportAct {
  at: string;
  campaign: string;
  arm: Known<string>;
  act: "stopped" | "promoted";
  evidence: Known<number>;
}

export interface WeekReport {
  week: { from: string; until: string };
  changes: ReportChange[];
  worked: ReportRow[];
  harmed: ReportRow[];
  watch: ReportRow[];
  total: { visitors: number; held_out: number; served: Known<MetricEffect> };
  acts: ReportAct[];
}

export interface CampaignPlan {
  visitors_a_day: Known<number>;
  base_rate: Known<number>;
  /** Where the figures come from: this campaign, the visitors of the whole shop, or nowhere. */
  base: "own" | "shop" | "none";
  smallest_effect: number;
  days: Known<number>;
  too_long: boolean;
  visitors: Known<number>;
  visible: { days: number; lift: Known<number> }[];
}

export interface TrendSeries {
  kind: "all" | "value" | "group" | "missing" | "other";
  /** The value, or the group's name. */
  key: Known<string>;
  /** Null: the mean of nothing. */
  values: Known<number>[];
  total: Known<number>;
}

export interface Trend {
  buckets: string[];
  series: TrendSeries[];
  /** The last series holds what did not get one of its own. */
  other: boolean;
  through: string;
  sealed_rows: number;
  unsealed_rows: number;
}

export interface TrendChoices {
  events: { name: string; kind: string; count: number }[];
  properties: { path: string; examples: string[] }[];
}

interface Answers {
  "/api/campaigns/{key}/effect": Effect;
  "/api/effects": SiteEffects;
  "/api/effects/report": WeekReport;
  "/api/trends": Trend;
  "/api/trends/choices": TrendChoices;
}

interface Asked {
  path?: Record<string, string>;
  query?: object;
  body?: unknown;
  accept?: string;
  signal?: AbortSignal;
}

type Untyped = (path: string, asked: Asked) => Promise<unknown>;

export const effects = {
  get: <P extends keyof Answers>(path: P, asked: Asked) =>
    (api.get as unknown as Untyped)(path, asked) as Promise<Answers[P]>,
  plan: (text: object, signal: AbortSignal) =>
    (api.post as unknown as Untyped)("/api/plans", { body: { text }, signal }) as Promise<CampaignPlan>,
  reportFile: (week: string | undefined) =>
    (ask as unknown as (method: "get", path: string, asked: Asked) => Promise<Response>)(
      "get",
      "/api/effects/report.csv",
      { query: { week }, accept: "text/csv" },
    ),
};
