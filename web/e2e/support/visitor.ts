/**
 * A person with one device: a browser context of its own, with its tabs. Notes every decide request with its answer,
 * and everything that must never happen (`support/watch.ts`): `leave` fails if it did.
 */
import type { BrowserContext, Locator, Page, Request } from "playwright-core";
import { onTestFinished } from "vitest";
import { newContext } from "./browser.ts";
import type { Device } from "./devices.ts";
import type { Shift } from "./layout_shift.ts";
import { feelRealVisibility } from "./tabs.ts";
import { until } from "./until.ts";
import { Watch } from "./watch.ts";

export interface SentEvent {
  type: string;
  messageId: string;
  name?: string;
  event?: string;
  properties?: Record<string, unknown>;
  context?: { page?: { path?: string; referrer?: string; title?: string } };
  enrolment?: string;
  step?: string;
  choice?: string;
  reason?: string;
  value?: unknown;
}

export interface ShownItem {
  campaign: string;
  arm: string;
  enrolment: string;
  step: string;
  format: string;
  content: { title?: string; body?: string; lang?: string };
  resumed: boolean;
}

/** One decide request that was answered. */
export interface Exchange {
  page: Page;
  request: { anonymousId: string; events: SentEvent[]; showing: { enrolment: string; step: string }[] };
  response: {
    anonymousId: string;
    verdicts: { messageId: string; verdict: string }[];
    show: ShownItem[];
    armed: { campaign: string; signal: string; params: Record<string, unknown> }[];
    close: { enrolment: string; step: string }[];
  };
}

/** Where the shop is: the demo itself, or what stands before it. */
export interface Shop {
  origin: string;
}

export interface VisitorOptions {
  colorScheme?: "light" | "dark";
  reducedMotion?: "reduce" | "no-preference";
  /** Registers what ends the visit: at the end of the test, unless a story of several tests says otherwise. */
  closeWith?: (leave: () => Promise<void>) => void;
}

export class Visitor {
  /** Answered decide requests of all tabs, oldest first. */
  readonly exchanges: Exchange[] = [];
  /** The tab in front. */
  page!: Page;

  private constructor(
    readonly shop: Shop,
    readonly device: Device,
    readonly context: BrowserContext,
    private readonly watch: Watch,
  ) {}

  static async arrive(shop: Shop, device: Device, options: VisitorOptions = {}): Promise<Visitor> {
    const { closeWith = onTestFinished, ...look } = options;
    const context = await newContext({ ...device.options, locale: "ja-JP", ...look });
    const visitor = new Visitor(shop, device, context, await Watch.over(context));
    closeWith(() => visitor.leave());
    context.on("requestfinished", (request) => void visitor.note(request));
    await visitor.openTab();
    return visitor;
  }

  /** A new tab comes to the front; the others are hidden, as the browser sees it. */
  async openTab(): Promise<Page> {
    this.page = await this.context.newPage();
    await feelRealVisibility(this.page);
    await this.switchTo(this.page);
    return this.page;
  }

  async switchTo(page: Page): Promise<void> {
    this.page = page;
    await page.bringToFront();
    await until("the tab to be visible", () => page.evaluate(() => document.visibilityState === "visible"));
  }

  /** Opens a page of the shop and waits until the server has answered its page view. */
  async visit(path: string): Promise<Exchange> {
    return this.arriveOn(new URL(path, this.shop.origin).pathname, () =>
      this.page.goto(this.shop.origin + path),
    );
  }

  async reload(): Promise<Exchange> {
    return this.arriveOn(new URL(this.page.url()).pathname, () => this.page.reload());
  }

  /** Does something that leads to another page, and waits until the server has answered the page view of `path`. */
  async arriveOn(path: string, act: () => Promise<unknown>): Promise<Exchange> {
    const before = this.exchanges.length;
    await act();
    return this.answered(`the page view of ${path}`, before, (event) => {
      return event.type === "page" && decodeURI(event.context?.page?.path ?? "") === decodeURI(path);
    });
  }

  /** The first exchange, from index `since` on, with an event that fits. */
  answered(what: string, since: number, fits: (event: SentEvent) => boolean): Promise<Exchange> {
    return until(`an answer to ${what}`, () =>
      this.exchanges.slice(since).find(({ request }) => request.events.some(fits)),
    );
  }

  /** Tracks an event through the tag and waits for its answer: everything queued before it has been answered too. */
  async track(name: string, properties: Record<string, unknown> = {}): Promise<Exchange> {
    const before = this.exchanges.length;
    await this.page.evaluate(
      ([event, given]) => (window as unknown as ShopWindow).kizukai.track(event, given),
      [name, properties] as const,
    );
    return this.answered(name, before, ({ event }) => event === name);
  }

  /** Every signal that any tab has reported, oldest first. */
  signals(name: string): SentEvent[] {
    const events = this.exchanges.flatMap(({ request }) => request.events);
    return events.filter((event) => event.type === "signal" && event.name === name);
  }

  /** The newest signal of this name; waits for one (a message may stand before its answer has been noted here). */
  signal(name: string): Promise<SentEvent> {
    return until(`the signal ${name}`, () => this.signals(name).at(-1));
  }

  async anonymousId(): Promise<string> {
    const id = await this.page.evaluate(() => localStorage.getItem("kizukai_id"));
    if (!id) throw new Error("this device has no anonymous id yet");
    return id;
  }

  /** Presses as this device does: with a finger or with the mouse. */
  async press(target: Locator): Promise<void> {
    if (this.device.touch) await target.tap();
    else await target.click();
  }

  get shifts(): Shift[] {
    return this.watch.shifts;
  }

  get complaints(): string[] {
    return this.watch.complaints;
  }

  /** Something that this test provokes on purpose. */
  forgive(complaint: RegExp): void {
    this.watch.forgive(complaint);
  }

  /** What a press asks for may move: the words beside a field that was filled in wrongly. */
  forgiveWhatWasAskedFor(): void {
    this.watch.forgiveWhatWasAskedFor();
  }

  /** A bare page of the test's own may be painted before all of it has come. */
  forgiveMovement(): void {
    this.watch.forgiveMovement();
  }

  /** The end of the visit. Fails on script errors, console errors and anything that moved on any page. */
  leave(): Promise<void> {
    return this.watch.end();
  }

  private async note(request: Request): Promise<void> {
    if (request.method() !== "POST" || !request.url().endsWith("/v1/decide")) return;
    // A page that was left takes the bodies of its answers along.
    const response = await request
      .response()
      .then((answer) => answer?.json() as Promise<Exchange["response"]> | undefined)
      .catch(() => undefined);
    // What a beacon carried is not shown here: see support/wiretap.ts.
    const asked: Exchange["request"] | null = request.postDataJSON();
    if (!response?.verdicts || !asked) return;
    this.exchanges.push({ page: request.frame().page(), request: asked, response });
  }
}

/** The part of the tag's global that the tests use. */
export interface ShopWindow {
  kizukai: {
    track(event: string, properties?: Record<string, unknown>): void;
    identify(userId: string, traits?: Record<string, unknown>): void;
    page(): void;
  };
}
