/**
 * What the visitor has agreed to, for each purpose, and what follows for the tag.
 *
 * `measurement`: events may be kept and sent, and this browser gets an id. `assistance`: messages may be decided.
 * `marketing`: the shop may use it for advertising (the tag only passes it on). Nothing said: granted, except with
 * `consent: "required"`, where the tag then keeps everything in memory and sends nothing. `optOut` beats it all until
 * `optIn`. Global Privacy Control means no marketing unless the visitor grants that here.
 *
 * Only the choice itself is stored, also a refusal: it could not be honoured otherwise.
 */
import { listen } from "./guard.ts";
import { fromJson, toJson } from "./json.ts";
import type { Store } from "./storage.ts";
import type { Purpose, Purposes } from "./wire.ts";

export const CONSENT_KEY = "kizukai_consent";
const NONE = { measurement: false, assistance: false, marketing: false };
const PURPOSES = Object.keys(NONE) as Purpose[];

/** Of measurement, on which everything rests. */
export type ConsentState = "granted" | "unknown" | "refused";

export interface Consent {
  state(): ConsentState;
  /** What is known of each purpose. */
  purposes(): Purposes;
  /** Global Privacy Control. */
  gpc: boolean;
  /** The visitor decided about some purposes. */
  consent(given: Record<string, unknown>): void;
  optOut(): void;
  optIn(): void;
}

/** `onChange`: what it was, and what has changed; nothing if another tab has told the server already. */
export function createConsent(
  store: Store,
  required: boolean,
  onChange: (before: ConsentState, changed: Purposes) => void,
): Consent {
  const gpc = (navigator as { globalPrivacyControl?: unknown }).globalPrivacyControl === true;
  let said: Purposes = {};
  let out = false;

  const read = (text: string | null): void => {
    const stored = (fromJson(text) ?? {}) as Record<string, unknown>;
    out = stored.out === true;
    said = pick(stored);
  };
  const state = (): ConsentState => {
    if (out || said.measurement === false) return "refused";
    return said.measurement || !required ? "granted" : "unknown";
  };
  const purposes = (): Purposes => {
    if (out) return NONE;
    return gpc && said.marketing === undefined ? { ...said, marketing: false } : said;
  };
  const change = (how: () => void, tell = true): void => {
    const before = state();
    const known = purposes();
    how();
    const now = purposes();
    const changed: Purposes = {};
    for (const purpose of PURPOSES) {
      const value = now[purpose];
      if (value !== undefined && value !== known[purpose]) changed[purpose] = value;
    }
    if (tell) store.set(CONSENT_KEY, toJson({ ...said, out }));
    if (Object.keys(changed).length > 0 || state() !== before) onChange(before, tell ? changed : {});
  };

  read(store.get(CONSENT_KEY));
  listen(window, "storage", (event) => {
    const { key, newValue } = event as StorageEvent;
    if (key === CONSENT_KEY) change(() => read(newValue), false);
  });

  return {
    state,
    purposes,
    gpc,
    consent: (given) =>
      change(() => {
        said = { ...said, ...pick(given) };
      }),
    optOut: () =>
      change(() => {
        out = true;
      }),
    optIn: () =>
      change(() => {
        out = false;
        said = { measurement: true, assistance: true, ...said };
      }),
  };
}

function pick(given: Record<string, unknown>): Purposes {
  const picked: Purposes = {};
  for (const purpose of PURPOSES) {
    const value = given[purpose];
    if (typeof value === "boolean") picked[purpose] = value;
  }
  return picked;
}
