// A moment in the site's time zone: relative within an hour and then kept up to date, in full on demand.

import { useEffect, useState } from "react";
import { momentInFull, when } from "./format";
import { useManner } from "./manner";

const tick_ms = 15_000;
const hour_ms = 3_600_000;

/** One clock for all moments on the page. */
const listeners = new Set<() => void>();
let timer: ReturnType<typeof setInterval> | undefined;

function listen(tell: () => void): () => void {
  listeners.add(tell);
  timer ??= setInterval(() => {
    for (const listener of listeners) listener();
  }, tick_ms);
  return () => {
    listeners.delete(tell);
    if (listeners.size > 0) return;
    clearInterval(timer);
    timer = undefined;
  };
}

export function useNow(isWanted = true): Date {
  const [now, setNow] = useState(() => new Date());
  useEffect(() => (isWanted ? listen(() => setNow(new Date())) : undefined), [isWanted]);
  return now;
}

export function When({ at, absent = "–" }: { at: string | null | undefined; absent?: string }) {
  return at ? <Moment at={new Date(at)} /> : <span>{absent}</span>;
}

function Moment({ at }: { at: Date }) {
  const manner = useManner();
  const isNear = Math.abs(Date.now() - at.getTime()) < hour_ms;
  // The tick only says when to look again: a moment newer than the last tick must not lie in the future.
  useNow(isNear);
  return (
    <time dateTime={at.toISOString()} title={momentInFull(at, manner)} style={{ whiteSpace: "nowrap" }}>
      {when(at, manner, new Date())}
    </time>
  );
}
