/**
 * The hesitation score, 0 to 100: a pure function of what was noticed. See hesitation.ts for how it is noticed.
 *
 * | part | points | at most |
 * |---|---|---|
 * | pause | 8 for each second without any input beyond the third (full after 8 s) | 40 |
 * | wavering | 10 for each change of scroll direction | 30 |
 * | hovering | 10 for each stay of 0.7 s over a price or cart control without a click | 20 |
 * | quantity | 10 for each change of a quantity after its first | 20 |
 * | returns | 10 for each return to the tab | 20 |
 * | place | 10 on a cart or checkout page, or while a price or cart control is in view | 10 |
 * | pointer | 5 when the pointer wandered without a click | 5 |
 *
 * It is 0 while the pause is shorter than 4 s (a clerk does not speak into an action) or longer than 60 s (nobody
 * is there), and 0 for a visitor who has done nothing on this page yet. A pause alone, however long, gives at most
 * 55: reading is not hesitating.
 */
export interface Noticed {
  /** Seconds since the last input of any kind. */
  pauseSeconds: number;
  /** There was input on this page before the pause. */
  acted: boolean;
  reversals: number;
  hovers: number;
  quantityChanges: number;
  returns: number;
  atDecision: boolean;
  pointerWandered: boolean;
}

export const MIN_PAUSE_SECONDS = 4;
export const FULL_PAUSE_SECONDS = 8;
export const MAX_PAUSE_SECONDS = 60;

export function hesitationScore(noticed: Noticed): number {
  const { pauseSeconds } = noticed;
  if (!noticed.acted || pauseSeconds < MIN_PAUSE_SECONDS || pauseSeconds > MAX_PAUSE_SECONDS) return 0;
  const score =
    Math.min(40, (pauseSeconds - 3) * 8) +
    Math.min(30, noticed.reversals * 10) +
    Math.min(20, noticed.hovers * 10) +
    Math.min(20, Math.max(0, noticed.quantityChanges - 1) * 10) +
    Math.min(20, noticed.returns * 10) +
    (noticed.atDecision ? 10 : 0) +
    (noticed.pointerWandered ? 5 : 0);
  return Math.min(100, Math.floor(score));
}
