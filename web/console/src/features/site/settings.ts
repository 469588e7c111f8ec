// The site's settings as a form holds them, and back. What the form does not show is kept as it was.

import type { SiteSettings } from "../../api/types";
import { type Look, lookOf, themeOf } from "./look/look";

export interface CapValue {
  max: number;
  /** A duration (`24h`), `visit` or `ever`. */
  per: string;
}

/** What a message may be, the loudest first, and what each costs unless the shop says otherwise. */
const PRICES = { fullscreen: 8, modal: 5, corner: 3, bar: 2, toast: 1, inline: 0 };
export type Format = keyof typeof PRICES;
export const FORMATS = Object.keys(PRICES) as Format[];

export interface ProductMargin {
  product: string;
  /** Null while nobody has said. */
  margin: number | null;
}

export interface SiteValues extends Look {
  timezone: string;
  currency: string;
  locale: string;
  caps: CapValue[];
  quietTime: string;
  quietPageViews: number;
  holdout: number;
  /** Percent of the revenue; null while nobody has said. */
  margin: number | null;
  /** Products with a margin of their own. */
  products: ProductMargin[];
  origins: string[];
  isVerified: boolean;
  isConsentNeeded: boolean;
  isApprovalNeeded: boolean;
  countsServerOrdersOnly: boolean;
  capacity: number;
  perHour: number;
  perVisit: number;
  prices: Record<Format, number>;
  checkout: number;
  dismissedFactor: number;
  dismissedFor: string;
}

const number = (value: unknown, otherwise: number) => (typeof value === "number" ? value : otherwise);
const text = (value: unknown, otherwise: string) => (typeof value === "string" ? value : otherwise);

/** With the server's own defaults for what is left out (`SiteText`). */
export function valuesOf(settings: SiteSettings): SiteValues {
  const { attention, quiet } = settings;
  return {
    ...lookOf(settings.theme),
    timezone: settings.timezone ?? "Asia/Tokyo",
    currency: settings.currency ?? "JPY",
    locale: settings.locale ?? "ja",
    caps: (settings.caps ?? []).map(({ max, per }) => ({ max, per })),
    quietTime: text(quiet?.time, "0s"),
    quietPageViews: number(quiet?.page_views, 0),
    holdout: settings.holdout ?? 5,
    margin: settings.profit?.margin ?? null,
    products: Object.entries(settings.profit?.products ?? {}).map(([product, margin]) => ({
      product,
      margin,
    })),
    origins: [...(settings.origins ?? [])],
    isVerified: settings.identity?.verification === "required",
    isConsentNeeded: settings.consent?.mode === "required",
    isApprovalNeeded: settings.approval === "owner",
    countsServerOrdersOnly: settings.server_orders_only ?? false,
    capacity: attention?.capacity ?? 10,
    perHour: attention?.per_hour ?? 1,
    perVisit: attention?.per_visit ?? 2,
    prices: { ...PRICES, ...attention?.prices },
    checkout: attention?.checkout ?? 2,
    dismissedFactor: attention?.dismissed?.factor ?? 2,
    dismissedFor: attention?.dismissed?.for ?? "10m",
  };
}

export function settingsOf(values: SiteValues, before: SiteSettings): SiteSettings {
  const { timezone, currency, locale, caps, holdout, origins } = values;
  const { profit: _, ...others } = before;
  return {
    ...others,
    ...profitOf(values),
    timezone,
    currency,
    locale,
    caps,
    holdout,
    origins,
    quiet: { ...before.quiet, time: values.quietTime, page_views: values.quietPageViews },
    identity: { ...before.identity, verification: values.isVerified ? "required" : "off" },
    consent: { ...before.consent, mode: values.isConsentNeeded ? "required" : "off" },
    approval: values.isApprovalNeeded ? "owner" : "off",
    server_orders_only: values.countsServerOrdersOnly,
    theme: themeOf(values),
    attention: {
      ...before.attention,
      capacity: values.capacity,
      per_hour: values.perHour,
      per_visit: values.perVisit,
      prices: values.prices,
      checkout: values.checkout,
      dismissed: { ...before.attention?.dismissed, factor: values.dismissedFactor, for: values.dismissedFor },
    },
  };
}

const named = (products: readonly ProductMargin[]): ProductMargin[] =>
  products
    .map(({ product, margin }) => ({ product: product.trim(), margin }))
    .filter(({ product }) => product !== "");

export type ProfitFault = "no_margin" | "no_own_margin" | "named_twice";

/**
 * What is missing of the margins. Orders hold other products, too: without a margin for these their profit would have to
 * be guessed.
 */
export function profitFault({
  margin,
  products,
}: Pick<SiteValues, "margin" | "products">): ProfitFault | null {
  const own = named(products);
  if (own.length > 0 && margin === null) return "no_margin";
  if (own.some((one) => one.margin === null)) return "no_own_margin";
  return new Set(own.map(({ product }) => product)).size < own.length ? "named_twice" : null;
}

/** Nothing said is nothing written: the engine then reckons no profit. */
function profitOf({ margin, products }: SiteValues): Pick<SiteSettings, "profit"> {
  if (margin === null) return {};
  const own = named(products).flatMap(({ product, margin: its }) => (its === null ? [] : [[product, its]]));
  return { profit: { margin, ...(own.length > 0 && { products: Object.fromEntries(own) }) } };
}

/** Where a refused text's place stands in the form. */
const places: [prefix: string, field: keyof SiteValues][] = [
  ["timezone", "timezone"],
  ["currency", "currency"],
  ["locale", "locale"],
  ["caps", "caps"],
  ["quiet.time", "quietTime"],
  ["quiet", "quietPageViews"],
  ["holdout", "holdout"],
  ["profit.products", "products"],
  ["profit", "margin"],
  ["origins", "origins"],
  ["identity", "isVerified"],
  ["consent", "isConsentNeeded"],
  ["approval", "isApprovalNeeded"],
  ["attention.capacity", "capacity"],
  ["attention.per_hour", "perHour"],
  ["attention.per_visit", "perVisit"],
  ["attention.prices", "prices"],
  ["attention.checkout", "checkout"],
  ["attention.dismissed.factor", "dismissedFactor"],
  ["attention.dismissed", "dismissedFor"],
  ["theme.accent", "accent"],
  ["theme.surface", "surface"],
  ["theme.text", "text"],
  ["theme.radius", "radius"],
  ["theme.density", "density"],
  ["theme", "preset"],
];

export const fieldAt = (path: string): keyof SiteValues | null =>
  places.find(([prefix]) => path.startsWith(prefix))?.[1] ?? null;
