/** Where phases and marks stand on a line from the first of them to now. Pure; drawing is `Timeline.tsx`. */
import type { Mark } from "../../../api/types";

export interface PhaseSpan {
  phase: number;
  /** 0 to 1 of the line. */
  from: number;
  to: number;
  since: string;
}

export interface MarkDot {
  mark: Mark;
  /** The mark's place in the list it came from. */
  index: number;
  at: number;
  /** 0 on the line; dots that would cover each other stand above. */
  level: number;
}

export interface TimelinePlaces {
  phases: PhaseSpan[];
  dots: MarkDot[];
}

/** Dots closer than this part of the line are put one above the other. */
const CLOSE = 0.018;
const MOST_LEVELS = 4;

/** The campaign's own marks, and of others only what changed while it was there: what came before is no change to it. */
export function worthTelling(marks: Mark[]): Mark[] {
  const begin = marks.find((mark) => mark.kind === "phase")?.at;
  const isOwn = (mark: Mark) => mark.kind === "phase" || mark.kind === "status" || mark.kind === "edit";
  return marks.filter(
    (mark) => isOwn(mark) || begin === undefined || Date.parse(mark.at) > Date.parse(begin),
  );
}

/** `marks`: oldest first. */
export function timelinePlaces(marks: Mark[], now: Date): TimelinePlaces {
  const first = marks[0];
  if (!first) return { phases: [], dots: [] };
  const begin = Date.parse(first.at);
  const length = Math.max(1, now.getTime() - begin);
  const place = (at: string) => Math.min(1, Math.max(0, (Date.parse(at) - begin) / length));
  return { phases: phaseSpans(marks, place), dots: markDots(marks, place) };
}

function phaseSpans(marks: Mark[], place: (at: string) => number): PhaseSpan[] {
  const starts = marks.filter((mark) => mark.kind === "phase" && mark.phase != null);
  return starts.map((mark, index) => {
    const next = starts[index + 1];
    return {
      phase: mark.phase ?? 0,
      from: place(mark.at),
      to: next ? place(next.at) : 1,
      since: mark.at,
    };
  });
}

function markDots(marks: Mark[], place: (at: string) => number): MarkDot[] {
  const dots: MarkDot[] = [];
  marks.forEach((mark, index) => {
    const at = place(mark.at);
    const before = dots.at(-1);
    const isClose = before !== undefined && at - before.at < CLOSE;
    dots.push({ mark, index, at, level: isClose ? Math.min(before.level + 1, MOST_LEVELS - 1) : 0 });
  });
  return dots;
}
