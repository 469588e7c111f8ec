/**
 * The meter of long tasks: the browser's own trace of one page's main thread. It counts processor time, not time that
 * went by: on a machine that does other things as well, a task that waits for its turn is not a long one.
 */
import type { CDPSession, Page } from "playwright-core";
import { onTestFinished } from "vitest";

export interface Task {
  /** Processor time of the page's main thread, in milliseconds. */
  cpuMs: number;
  /** What took longest inside, for the reader of a failure. */
  inside: string[];
}

interface TraceEvent {
  name: string;
  ph: string;
  pid: number;
  tid: number;
  /** Microseconds. */
  ts: number;
  dur?: number;
  tdur?: number;
  args?: { data?: { url?: string; frame?: string } };
}

const CATEGORIES = ["toplevel", "devtools.timeline", "disabled-by-default-devtools.timeline", "v8.execute"];
const TASK = "ThreadControllerImpl::RunTask";

/** Follows one page from now on; `stop` tells the tasks of the threads on which a script of `urlPart` has run. */
export async function traceTasks(page: Page, urlPart: string): Promise<{ stop(): Promise<Task[]> }> {
  const browser = page.context().browser();
  if (!browser) throw new Error("this page has no browser to ask");
  const session = await browser.newBrowserCDPSession();
  const events: TraceEvent[] = [];
  session.on("Tracing.dataCollected", ({ value }) => void events.push(...(value as never as TraceEvent[])));
  await session.send("Tracing.start", {
    transferMode: "ReportEvents",
    traceConfig: { includedCategories: CATEGORIES },
  });
  let ended: Promise<void> | undefined;
  const end = (): Promise<void> => {
    ended ??= complete(session);
    return ended;
  };
  // There is one trace in a browser: a test that fails half way ends its own.
  onTestFinished(end);
  return {
    async stop() {
      await end();
      return tasksOf(events, urlPart);
    },
  };
}

async function complete(session: CDPSession): Promise<void> {
  const ended = new Promise<void>((resolve) => session.once("Tracing.tracingComplete", () => resolve()));
  await session.send("Tracing.end");
  await ended;
  await session.detach();
}

function tasksOf(events: TraceEvent[], urlPart: string): Task[] {
  const thread = ({ pid, tid }: TraceEvent): string => `${pid}/${tid}`;
  const ours = new Set(events.filter(({ args }) => args?.data?.url?.includes(urlPart)).map(thread));
  const there = events.filter((event) => event.ph === "X" && ours.has(thread(event)));
  return there
    .filter(({ name }) => name === TASK)
    .map((task) => ({ cpuMs: cpuMs(task), inside: insideOf(task, there) }));
}

const cpuMs = ({ tdur = 0 }: TraceEvent): number => Math.round(tdur / 100) / 10;

function insideOf(task: TraceEvent, events: TraceEvent[]): string[] {
  const end = task.ts + (task.dur ?? 0);
  const inside = events.filter(
    (each) =>
      each !== task && each.tid === task.tid && each.ts >= task.ts && each.ts + (each.dur ?? 0) <= end,
  );
  const longest = inside.sort((a, b) => (b.tdur ?? 0) - (a.tdur ?? 0)).slice(0, 6);
  return longest.map((each) => `${each.name} ${cpuMs(each)} ${each.args?.data?.url ?? ""}`);
}
