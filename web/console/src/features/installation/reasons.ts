/** Why an event was not taken, and how to mend it, in words. The reasons are stable words of the API, some with a place. */
import { t } from "@lingui/core/macro";

export interface ReasonWords {
  what: string;
  /** What the shop can do; none where nothing has to be done. */
  mend: string | null;
}

/** `reason` as a verdict carries it, e.g. `missing_field: event`. */
export function reasonWords(reason: string): ReasonWords {
  const [word = "", ...rest] = reason.split(": ");
  const place = rest.join(": ");
  return KNOWN[word]?.(place) ?? { what: reason, mend: null };
}

const KNOWN: Record<string, (place: string) => ReasonWords> = {
  not_an_object: () => ({
    what: t`The event is not a JSON object`,
    mend: t`Send each event as an object with its type, its name and its properties.`,
  }),
  missing_type: () => ({
    what: t`The event says no type`,
    mend: t`Add “type”, for example “track” or “page”. The tag does this by itself: use kizukai.track.`,
  }),
  unknown_type: (type) => ({
    what: t`The type “${type}” is not known`,
    mend: t`Use track, page, screen, identify, group or alias. What happened goes into “event”, not into “type”.`,
  }),
  missing_field: (field) => ({
    what: t`“${field}” is missing or of the wrong kind`,
    mend: t`Send “${field}” with every event of this type, as a text that is not empty.`,
  }),
  too_long: (field) => ({
    what: t`“${field}” is too long`,
    mend: t`Keep names and numbers short; long texts belong into properties.`,
  }),
  too_large: () => ({
    what: t`The event is larger than 32 KB`,
    mend: t`Send fewer properties, or fewer products at once.`,
  }),
  too_deep: () => ({
    what: t`The event is nested too deeply`,
    mend: t`Put the values that matter directly into properties.`,
  }),
  bad_answer: () => ({
    what: t`The answer does not fit the question`,
    mend: t`If the shop answers messages by itself, send one of the choices that were shown.`,
  }),
  stale_step: () => ({
    what: t`The message had been left already`,
    mend: null,
  }),
  overload: () => ({
    what: t`Too many events at once from one person`,
    mend: t`Look for a script that sends the same event again and again.`,
  }),
  no_consent: () => ({
    what: t`The visitor did not agree to be measured`,
    mend: null,
  }),
  identity_unverified: () => ({
    what: t`Taken, but who the person is was not proved`,
    mend: t`Send userHash with identify: the site requires proof.`,
  }),
  two_users: () => ({
    what: t`Two known people cannot become one`,
    mend: t`Send alias only for a visitor who was not known before; call kizukai.reset() at logout.`,
  }),
};
