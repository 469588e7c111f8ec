// The language, currency and time zone that figures and moments on a page are written in.

import { createContext, type ReactNode, useContext, useMemo } from "react";
import * as format from "./format";

const fallback: format.Manner = { locale: "ja", currency: "JPY", timezone: "Asia/Tokyo" };
const Context = createContext(fallback);

export function MannerProvider({ manner, children }: { manner: format.Manner; children: ReactNode }) {
  return <Context value={manner}>{children}</Context>;
}

export const useManner = () => useContext(Context);

/** The formatters as functions, for titles, labels and charts. */
export function useFormat() {
  const manner = useManner();
  return useMemo(
    () => ({
      count: (value: number | null | undefined) => format.count(value, manner),
      money: (value: number | null | undefined) => format.money(value, manner),
      percent: (ratio: number | null | undefined, digits?: number) => format.percent(ratio, manner, digits),
      points: (difference: number | null | undefined) => format.points(difference, manner),
      duration: (seconds: number | null | undefined) => format.duration(seconds, manner),
      day: (at: string) => format.day(new Date(at), manner, new Date()),
      calendarDay: (date: string) => format.calendarDay(date, manner, new Date()),
      shortDay: (date: string) => format.shortDay(date, manner),
      bucketDay: (at: string) => format.bucketDay(new Date(at), manner, new Date()),
      clock: (at: string, withSeconds?: boolean) => format.clock(new Date(at), manner, withSeconds),
      moment: (at: string) => format.moment(new Date(at), manner, new Date()),
      when: (at: string) => format.when(new Date(at), manner, new Date()),
    }),
    [manner],
  );
}
