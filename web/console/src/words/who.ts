// What to call a visitor. Somebody known by name or user id is called that; a stranger gets a short id and a colour of
// its own, the same on every page, so that people can speak of "the orange one".

import type { LiveVisitor } from "../api/types";
import type { Language } from "./words";

export interface Who {
  /** What people know the visitor by; null for a stranger. */
  name: string | null;
  /** Six characters of the profile id. */
  shortId: string;
  /** An angle of the colour wheel. */
  hue: number;
}

const SHORT = 6;

export type Visitor = Pick<LiveVisitor, "profile" | "user_id" | "name">;

export function whoIs(visitor: Visitor): Who {
  return {
    name: visitor.name || visitor.user_id || null,
    shortId: visitor.profile.slice(0, SHORT),
    hue: Math.round(((Number.parseInt(visitor.profile.slice(0, 4), 16) || 0) / 0xffff) * 360),
  };
}

const STRANGER: Record<Language, string> = { ja: "匿名", en: "Stranger" };

/** 「佐藤」, or 「匿名 e11fa1」. */
export function whoWords(language: Language, { name, shortId }: Who): string {
  return name ?? `${STRANGER[language]} ${shortId}`;
}

/** The name among a profile's traits, as shops send it. */
export function nameIn(traits: Readonly<Record<string, unknown>>): string | null {
  const text = (key: string) => (typeof traits[key] === "string" ? traits[key].trim() : "");
  return text("name") || [text("lastName"), text("firstName")].filter(Boolean).join(" ") || null;
}

/** A profile's page as an address, for plain links. */
export const profileAddress = (profile: string): string => `/console/visitors/${profile}?kind=profile`;
