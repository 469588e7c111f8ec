// Keys of campaigns, segments, arms, steps and answers, as the engine takes them.

/** At most so many letters (`KEY_CHARS`). */
export const KEY_CHARS = 64;

/** Dots alone mean other folders in an address. */
export const isKey = (text: string): boolean =>
  text.length <= KEY_CHARS && /^[A-Za-z0-9._-]+$/.test(text) && /[^.]/.test(text);
