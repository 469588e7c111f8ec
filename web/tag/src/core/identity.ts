/**
 * Who this browser is. The anonymous id lives in memory and in localStorage; the server keeps it in a cookie on
 * the shop's domain as well. It is never proof of anything.
 */
import { newId } from "./environment.ts";
import { listen } from "./guard.ts";
import type { Store } from "./storage.ts";

const ANONYMOUS_KEY = "kizukai_id";
const USER_KEY = "kizukai_user";
const COOKIE = ANONYMOUS_KEY;
const ID_SHAPE = /^[\w-]{8,128}$/;

export interface Identity {
  anonymousId(): string;
  /** The shop's own id of the person, once told. */
  userId(): string | undefined;
  identify(userId: string): void;
  /** Takes over the id that the server answered to a request sent as `sentAs`; false when that was somebody else. */
  adopt(sentAs: string, answered: string | undefined): boolean;
  /** A new person from here on. */
  reset(): void;
  /** Consent was given: takes up what is kept of this browser. False when that was nothing else. */
  begin(): boolean;
  /** Takes over the id that the shop's server has used for this page. */
  take(id: string | undefined): void;
}

/** `onChange` runs when another tab of the shop changed the person; `mayKeep`: whether this browser may be known again. */
export function createIdentity(store: Store, mayKeep: () => boolean, onChange: () => void): Identity {
  let anonymousId = newId();
  let userId: string | undefined;
  const keep = (): void => {
    store.set(ANONYMOUS_KEY, anonymousId);
    if (userId) store.set(USER_KEY, userId);
    else store.remove(USER_KEY);
  };
  const begin = (): boolean => {
    const kept = mayKeep() ? firstValid(store.get(ANONYMOUS_KEY), readCookie()) : undefined;
    userId = userId || store.get(USER_KEY) || undefined;
    const other = kept !== undefined && kept !== anonymousId;
    anonymousId = kept ?? anonymousId;
    keep();
    return other;
  };
  begin();

  listen(window, "storage", (event) => {
    const { key, newValue } = event as StorageEvent;
    if (!mayKeep()) return;
    if (key === USER_KEY) userId = newValue || undefined;
    if (key !== ANONYMOUS_KEY || newValue === anonymousId) return;
    const other = firstValid(newValue);
    if (!other) return;
    anonymousId = other;
    onChange();
  });

  return {
    anonymousId: () => anonymousId,
    userId: () => userId,
    identify(id) {
      userId = id;
      keep();
    },
    adopt(sentAs, answered) {
      if (sentAs !== anonymousId) return false;
      const id = firstValid(answered);
      if (id && id !== anonymousId) {
        anonymousId = id;
        keep();
      }
      return true;
    },
    reset() {
      anonymousId = newId();
      userId = undefined;
      keep();
      expireCookie();
    },
    begin,
    take(id) {
      anonymousId = firstValid(id) ?? anonymousId;
      keep();
    },
  };
}

function firstValid(...ids: (string | null | undefined)[]): string | undefined {
  return ids.find((id): id is string => typeof id === "string" && ID_SHAPE.test(id));
}

/** Browsers empty localStorage sooner than a cookie that a server set. */
function readCookie(): string | undefined {
  try {
    return document.cookie.match(new RegExp(`(?:^|; )${COOKIE}=([^;]*)`))?.[1];
  } catch {
    return undefined;
  }
}

/** With storage blocked the old cookie would bring the old person back at the next page. */
function expireCookie(): void {
  try {
    // biome-ignore lint/suspicious/noDocumentCookie: the Cookie Store API is missing where this matters most
    document.cookie = `${COOKIE}=; Max-Age=0; Path=/; SameSite=Lax`;
  } catch {
    // A sandboxed page has no cookies at all.
  }
}
