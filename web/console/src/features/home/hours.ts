/** Where the bars of a day stand: today in front, the same weekday behind, both on one scale that begins at zero. */

export interface HourBar {
  hour: number;
  today: number;
  lastWeek: number | null;
  /** 0 to 1 of the height. */
  todayHeight: number;
  lastWeekHeight: number;
  /** The hour that is still running, or has not come yet. */
  isRunning: boolean;
  isToCome: boolean;
}

/** `hourNow`: the hour of the day in the site's time zone. */
export function hourBars(today: number[], lastWeek: number[] | null, hourNow: number): HourBar[] {
  const largest = Math.max(1, ...today, ...(lastWeek ?? []));
  return Array.from({ length: 24 }, (_, hour) => {
    const now = today[hour] ?? 0;
    const then = lastWeek ? (lastWeek[hour] ?? 0) : null;
    return {
      hour,
      today: now,
      lastWeek: then,
      todayHeight: now / largest,
      lastWeekHeight: (then ?? 0) / largest,
      isRunning: hour === hourNow,
      isToCome: hour > hourNow,
    };
  });
}

/** The hour of the day at a moment, in a time zone. */
export function hourIn(timeZone: string, at: Date): number {
  const hour = new Intl.DateTimeFormat("en", { timeZone, hour: "numeric", hourCycle: "h23" }).format(at);
  return Number(hour);
}
