const DAY_MS = 86_400_000;

/** A day of the site's clock, so many days later: `2026-11-22`, 7 → `2026-11-29`. */
export const daysAfter = (day: string, days: number): string =>
  new Date(Date.parse(`${day}T00:00:00Z`) + days * DAY_MS).toISOString().slice(0, 10);
