/**
 * A person at the console: a browser context of its own, in one language and one theme. Notes what must never happen
 * (`support/watch.ts`): `leave` fails if it did, allowances only where the operator asked for the movement.
 */
import type { BrowserContext, Locator, Page } from "playwright-core";
import { onTestFinished } from "vitest";
import { newContext } from "./browser.ts";
import { DESKTOP, type Device } from "./devices.ts";
import type { Credentials, Member } from "./member.ts";
import { totp } from "./totp.ts";
import { until } from "./until.ts";
import { Watch } from "./watch.ts";
import { type Language, type Words, words } from "./words.ts";

export interface OperatorOptions {
  device?: Device;
  language?: Language;
  colorScheme?: "light" | "dark";
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
  ) {}

  /** With a browser that knows nothing of the console. */
  static async arrive(origin: string, options: OperatorOptions = {}): Promise<Operator> {
    const { device = DESKTOP, language = "ja", colorScheme = "light", closeWith = onTestFinished } = options;
    const locale = language === "ja" ? "ja-JP" : "en-US";
    const context = await newContext({ ...device.options, locale, colorScheme, timezoneId: "Asia/Tokyo" });
    const watch = await Watch.over(context);
    const page = await context.newPage();
    const operator = new Operator(origin, language, context, watch, page, words(language));
    closeWith(() => operator.leave());
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
    await navigation.getByRole("link", { name: this.say(place), exact: true }).click();
    await this.isAt(place);
  }

  button(source: string, values: Record<string, string | number> = {}): Locator {
    return this.page.getByRole("button", { name: this.say(source, values), exact: true });
  }

  link(source: string): Locator {
    return this.page.getByRole("link", { name: this.say(source), exact: true });
  }

  field(source: string): Locator {
    return this.page.getByLabel(this.say(source), { exact: true });
  }

  text(source: string, values: Record<string, string | number> = {}): Locator {
    return this.page.getByText(this.say(source, values));
  }

  /** Fills the sign-in page, with the code of the phone's app when it is asked for. */
  async signIn({ email, password }: Credentials, secret?: string): Promise<void> {
    await this.field("E-mail address").fill(email);
    await this.field("Password").fill(password);
    await this.button("Sign in").click();
    if (secret === undefined) return;
    await this.field("Six-digit code").fill(totp(secret));
    await this.button("Sign in").click();
  }

  /** Fails on errors in the browser, on what broke the page's own policy, and on everything that moved. */
  leave(): Promise<void> {
    return this.watch.end();
  }
}
