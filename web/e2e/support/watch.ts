/**
 * Notes what must never happen in a browser, in all tabs of one person: script errors, console errors, violations of
 * the page's own policy, layout shifts.
 */
import type { BrowserContext } from "playwright-core";
import { expect } from "vitest";
import { LAYOUT_METER, type Shift } from "./layout_shift.ts";

/** Chromium reports violations in the console too; the event names the directive, and comes from workers as well. */
const POLICY_METER = `document.addEventListener("securitypolicyviolation", (event) =>
  window.kizukaiViolation(event.violatedDirective + " " + event.blockedURI + " at " + location.pathname))`;

/** Where the console says that something is done: it floats over the page, grows as a note comes, and moves nothing else. */
const isNote = (source: string): boolean => source.includes(".mantine-Notifications-root");

export class Watch {
  readonly shifts: Shift[] = [];
  readonly complaints: string[] = [];
  private readonly forgiven: RegExp[] = [];
  private forgivesAsked = false;
  private forgivesMovement = false;

  private constructor(private readonly context: BrowserContext) {}

  static async over(context: BrowserContext): Promise<Watch> {
    const watch = new Watch(context);
    await context.exposeBinding("kizukaiShift", (_, shift: Shift) => void watch.shifts.push(shift));
    await context.exposeBinding("kizukaiViolation", (_, what: string) => watch.complain(`policy: ${what}`));
    await context.addInitScript(LAYOUT_METER);
    await context.addInitScript(POLICY_METER);
    context.on("weberror", (error) => watch.complain(`script error: ${error.error().message}`));
    context.on("console", (message) => {
      if (message.type() === "error") watch.complain(`console: ${message.text()} ${message.location().url}`);
    });
    return watch;
  }

  /** Something that this test provokes on purpose. */
  forgive(complaint: RegExp): void {
    this.forgiven.push(complaint);
  }

  /** What a press asks for may move: the words beside a field that was filled in wrongly. */
  forgiveWhatWasAskedFor(): void {
    this.forgivesAsked = true;
  }

  /** A page that shows what somebody does meanwhile moves with it; how pages load is looked at elsewhere. */
  forgiveMovement(): void {
    this.forgivesMovement = true;
  }

  /** Closes all tabs, and fails on what was noted. */
  async end(): Promise<void> {
    await this.context.close();
    expect(this.complaints, "errors in the browser").toEqual([]);
    expect(this.moved, "layout shifts").toEqual([]);
  }

  /** What moved and was not asked for. */
  get moved(): Shift[] {
    if (this.forgivesMovement) return [];
    return this.shifts.filter(
      ({ asked, sources }) =>
        !(asked && this.forgivesAsked) && !(sources.length > 0 && sources.every(isNote)),
    );
  }

  /** Once each: a page that tries again and again says nothing new. */
  private complain(complaint: string): void {
    if (this.complaints.includes(complaint)) return;
    if (!this.forgiven.some((pattern) => pattern.test(complaint))) this.complaints.push(complaint);
  }
}
