/**
 * A person at the console: a browser context of its own, in one language and one theme. Notes what must never happen
 * (`support/watch.ts`): `leave` fails if it did, allowances only where the operator asked for the movement.
 */
import type { BrowserContext, Locator, Page } from "playwright-core";
import { onTestFinished } from "vitest";
import { newContext } from "./browser.ts";
import { DESKTOP, type Device } from "./devices.ts";
import type { Credentials, Member } from "./member.ts";
import { MOUSE, type Reach } from "./reach.ts";
import { PATIENCE_MS, until } from "./until.ts";
import { Watch } from "./watch.ts";
import { type Language, type Words, words } from "./words.ts";

export interface OperatorOptions {
  device?: Device;
  language?: Language;
  colorScheme?: "light" | "dark";
  /** With the mouse, unless it is said otherwise. */
  reach?: Reach;
  /** Registers what ends the visit: at the end of the test, unless a story of several tests says otherwise. */
  closeWith?: (leave: () => Promise<void>) => void;
}

/** What stands on a page while its content is on its way. */
const PENDING = "[aria-busy=true], .mantine-Skeleton-root";

export class Operator {
  private constructor(
    readonly origin: string,
    readonly language: Language,
    readonly context: BrowserContext,
    readonly watch: Watch,
    readonly page: Page,
    /** The console's words in this person's language. */
    readonly say: Words,
    private readonly reach: Reach,
  ) {}

  /** With a browser that knows nothing of the console. */
  static async arrive(origin: string, options: OperatorOptions = {}): Promise<Operator> {
    const { device = DESKTOP, language = "ja", colorScheme = "light", reach = MOUSE } = options;
    const locale = language === "ja" ? "ja-JP" : "en-US";
    const context = await newContext({ ...device.options, locale, colorScheme, timezoneId: "Asia/Tokyo" });
    const watch = await Watch.over(context);
    const page = await context.newPage();
    page.setDefaultTimeout(PATIENCE_MS);
    const operator = new Operator(origin, language, context, watch, page, words(language), reach);
    if (options.closeWith) options.closeWith(() => operator.leave());
    else
      onTestFinished(async ({ task }) => {
        if (task.result?.state === "fail") console.error(await operator.sight());
        await operator.leave();
      });
    return operator;
  }

  /** Already signed in, as if a day had begun like the one before. */
  static async signedIn(member: Member, options: OperatorOptions = {}): Promise<Operator> {
    const operator = await Operator.arrive(member.origin, options);
    await operator.carry(member);
    return operator;
  }

  /** Takes over a session that was begun elsewhere. */
  async carry(member: Member): Promise<void> {
    const [name, value] = member.cookie.split("=") as [string, string];
    const { hostname } = new URL(this.origin);
    const place = { domain: hostname, path: "/api" };
    await this.context.addCookies([
      { name, value, ...place, httpOnly: true, secure: true, sameSite: "Strict" },
    ]);
  }

  /** Opens an address of the console and waits for what belongs there. */
  async open(path: string): Promise<void> {
    await this.page.goto(`${this.origin}/console${path}`);
    await this.settled();
  }

  /** The page's title stands there, and nothing is on its way any more. */
  async settled(): Promise<void> {
    await this.page.locator("#page-title").waitFor();
    const pending = this.page.locator(PENDING);
    await until("the page to be whole", async () => (await pending.count()) === 0);
  }

  /** The page has this title (as the source says it). */
  async isAt(title: string, values: Record<string, string | number> = {}): Promise<void> {
    const name = this.say(title, values);
    await this.page.getByRole("heading", { level: 1, name, exact: true }).waitFor();
    await this.settled();
  }

  /** Goes to one of the main places by the navigation. */
  async goTo(place: string): Promise<void> {
    const navigation = this.page.getByRole("navigation", { name: this.say("Main"), exact: true });
    await this.press(navigation.getByRole("link", { name: this.say(place), exact: true }));
    await this.isAt(place);
  }

  button(source: string, values: Record<string, string | number> = {}): Locator {
    return this.page.getByRole("button", { name: this.say(source, values), exact: true });
  }

  link(source: string, values: Record<string, string | number> = {}): Locator {
    return this.page.getByRole("link", { name: this.say(source, values), exact: true });
  }

  field(source: string): Locator {
    return this.page.getByLabel(this.say(source), { exact: true });
  }

  text(source: string, values: Record<string, string | number> = {}): Locator {
    return this.page.getByText(this.say(source, values));
  }

  press(target: Locator): Promise<void> {
    return this.reach.press(target);
  }

  fill(target: Locator, text: string): Promise<void> {
    return this.reach.fill(target, text);
  }

  choose(target: Locator, label: string): Promise<void> {
    return this.reach.choose(target, label);
  }

  /** Fills the sign-in page. */
  async signIn({ email, password }: Credentials): Promise<void> {
    await this.fill(this.field("E-mail address"), email);
    await this.fill(this.field("Password"), password);
    await this.press(this.button("Sign in"));
  }

  /** The second step: what the app on the phone shows. */
  async enterCode(code: string): Promise<void> {
    await this.isAt("Enter the code");
    await this.fill(this.field("Six-digit code"), code);
    await this.press(this.button("Sign in"));
  }

  /** By the menu of who is signed in. */
  async signOut(): Promise<void> {
    await this.press(this.page.locator("button[aria-haspopup=menu]").last());
    await this.press(this.page.getByRole("menuitem", { name: this.say("Sign out"), exact: true }));
    await this.isAt("Sign in");
  }

  /** What stands on the page and has the focus, in words: what a failed test leaves of a machine that is gone. */
  private async sight(): Promise<string> {
    const { page } = this;
    const focused = page.evaluate(() => document.activeElement?.outerHTML.slice(0, 200));
    return [page.url(), await page.locator("body").ariaSnapshot(), `focus: ${await focused}`].join("\n");
  }

  /** Fails on errors in the browser, on what broke the page's own policy, and on everything that moved. */
  leave(): Promise<void> {
    return this.watch.end();
  }
}
