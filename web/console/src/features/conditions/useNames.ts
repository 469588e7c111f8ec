// What the builder calls tests, units and things to ask about. The condition language's own words are in `src/words`.

import { useLingui } from "@lingui/react/macro";
import { useMemo } from "react";
import { useFormat, useManner } from "../../ui/manner";
import type { Unit } from "../../words/attributes";
import type { ChoiceKey } from "./model/choices";
import type { ValueKind } from "./model/kinds";
import type { SubjectWords } from "./model/subjects";

export type NameOfChoice = (key: ChoiceKey, kind: ValueKind) => string;

export function useChoiceName(): NameOfChoice {
  const { t } = useLingui();
  return useMemo(() => {
    const names: Record<ChoiceKey, string> = {
      never: t`never`,
      missing: t`is not set`,
      exists: t`is set`,
      is: t`is`,
      is_not: t`is not`,
      gte: t`is at least`,
      gt: t`is more than`,
      lte: t`is at most`,
      lt: t`is less than`,
      one_of: t`is one of`,
      none_of: t`is none of`,
      one_of_fold: t`is one of (in any case)`,
      none_of_fold: t`is none of (in any case)`,
      all: t`contains all of`,
      all_fold: t`contains all of (in any case)`,
      contains: t`contains`,
      not_contains: t`does not contain`,
      starts: t`begins with`,
      not_starts: t`does not begin with`,
      ends: t`ends with`,
      not_ends: t`does not end with`,
      contains_fold: t`contains (in any case)`,
      not_contains_fold: t`does not contain (in any case)`,
      starts_fold: t`begins with (in any case)`,
      ends_fold: t`ends with (in any case)`,
      matches: t`matches the pattern`,
      not_matches: t`does not match the pattern`,
      matches_fold: t`matches the pattern (in any case)`,
      not_matches_fold: t`does not match the pattern (in any case)`,
      size_is: t`has exactly so many entries`,
      size_gte: t`has at least so many entries`,
      size_lte: t`has at most so many entries`,
      size_gt: t`has more entries than`,
      size_lt: t`has fewer entries than`,
      version_is: t`is version`,
      version_is_not: t`is not version`,
      version_gte: t`is version … or newer`,
      version_gt: t`is newer than version`,
      version_lte: t`is version … or older`,
      version_lt: t`is older than version`,
      type: t`is of the type`,
      in_group: t`is in the group`,
      not_in_group: t`is not in the group`,
    };
    const inTime: Partial<Record<ChoiceKey, string>> = {
      gte: t`is on or after`,
      gt: t`is after`,
      lte: t`is up to`,
      lt: t`is before`,
    };
    const inLists: Partial<Record<ChoiceKey, string>> = {
      one_of: t`contains one of`,
      none_of: t`contains none of`,
    };
    return (key, kind) => {
      if (kind === "moment" || kind === "hour") return inTime[key] ?? names[key];
      return (kind === "list" ? inLists[key] : undefined) ?? names[key];
    };
  }, [t]);
}

/** Counts of an event read as part of a sentence of their own. */
export function useCountName(): (key: ChoiceKey) => string {
  const { t } = useLingui();
  return useMemo(() => {
    const names: Partial<Record<ChoiceKey, string>> = {
      gte: t`at least`,
      lte: t`at most so often`,
      is: t`exactly`,
      never: t`not once`,
      gt: t`more than`,
      lt: t`less than`,
      is_not: t`any number but`,
    };
    return (key) => names[key] ?? key;
  }, [t]);
}

/** What stands behind a number; empty where it stands by itself. */
export function useUnitName(): (unit: Unit, value?: unknown) => string {
  const { t } = useLingui();
  const { currency, locale } = useManner();
  return useMemo(() => {
    const money = locale === "ja" && currency === "JPY" ? "円" : currency;
    const names: Partial<Record<Unit, string>> = {
      money,
      items: t`pieces`,
      times: t`times`,
      pages: t`pages`,
      seconds: t`seconds`,
      percent: "%",
      hour: t`o’clock`,
    };
    return (unit, value) => singular(locale, names[unit] ?? "", value);
  }, [t, currency, locale]);
}

/** English: 1 time, 2 times. Japanese counts all alike. */
export const singular = (locale: string, name: string, value: unknown): string =>
  locale === "en" && value === 1 ? name.replace(/s$/, "") : name;

export function useSubjectWords(): SubjectWords {
  const { t } = useLingui();
  const { count } = useFormat();
  return useMemo(
    () => ({
      answers: t`What the visitor answered`,
      acts: t`What the visitor did`,
      combined: t`Combined`,
      sequence: t`Several acts in this order`,
      segment: t`Being in a segment`,
      group: t`A group of conditions`,
      traits: t`About the member`,
      cart: t`Cart`,
      orders: t`Bought so far`,
      visit: t`Visits`,
      page: t`Page being viewed`,
      time: t`Day and time`,
      device: t`Device`,
      properties: t`About this act`,
      fields: t`About the entry`,
      entryOf: (list) => t`${list}: one that …`,
      times: (times) => t`${count(times)} times lately`,
      asEvent: (name) => t`The act “${name}”`,
      asTrait: (name) => t`The attribute “${name}” of the member`,
      asField: (name) => t`The field “${name}”`,
    }),
    [t, count],
  );
}
