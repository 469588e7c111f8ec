// What was done to the text, to be undone and done again. Changes of one field that follow closely are one.

export interface History<T> {
  past: readonly T[];
  present: T;
  future: readonly T[];
  /** What was changed last, and when; nothing after an undo. */
  last: { what: string; at_ms: number } | null;
}

/** More than anybody goes back. */
export const MOST_KEPT = 200;
/** Typing on within this time belongs to what was typed before. */
const TOGETHER_MS = 2_000;

export const begin = <T>(present: T): History<T> => ({ past: [], present, future: [], last: null });

/** `what` names the field; null for a change that stands by itself. */
export function record<T>(history: History<T>, next: T, what: string | null, now_ms: number): History<T> {
  if (next === history.present) return history;
  const { last } = history;
  const last_now = what === null ? null : { what, at_ms: now_ms };
  const isSame = what !== null && last?.what === what && now_ms - last.at_ms < TOGETHER_MS;
  const past = isSame ? history.past : [...history.past, history.present].slice(-MOST_KEPT);
  return { past, present: next, future: [], last: last_now };
}

export function undo<T>(history: History<T>): History<T> {
  const before = history.past.at(-1);
  if (before === undefined) return history;
  const future = [history.present, ...history.future];
  return { past: history.past.slice(0, -1), present: before, future, last: null };
}

export function redo<T>(history: History<T>): History<T> {
  const [next, ...future] = history.future;
  if (next === undefined) return history;
  return { past: [...history.past, history.present], present: next, future, last: null };
}
