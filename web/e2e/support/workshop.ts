/** An operator at work in the studio on one campaign: its parts, cards and lists, with the mouse or by the keyboard alone. */
import type { Locator } from "playwright-core";
import type { Counted } from "./acts.ts";
import type { Member } from "./member.ts";
import type { Operator } from "./operator.ts";

export class Workshop {
  constructor(
    private readonly operator: Operator,
    private readonly member: Member,
    private readonly campaign: string,
    private readonly counted: Counted,
  ) {}

  /** The text as the server has it. */
  async draft(): Promise<Record<string, unknown>> {
    await this.operator.page.locator("[data-saved]").waitFor();
    interface Draft {
      text: Record<string, unknown>;
    }
    return (await this.member.get<Draft>(`/api/campaigns/${this.campaign}/draft`)).text;
  }

  /** The way on to the next part. */
  next(part: string): Locator {
    return this.operator.button("Next: {next}", { next: this.operator.say(part) });
  }

  part(name: string): Locator {
    const { page, say } = this.operator;
    const outline = page.getByRole("navigation", { name: say("Parts of the campaign"), exact: true });
    return outline.getByRole("button", { name: say(name) }).first();
  }

  card(title: string): Locator {
    return this.operator.page.locator("button[data-step]").filter({ hasText: title });
  }

  /** The form of the chosen step. */
  get panel(): Locator {
    const { page } = this.operator;
    return page.locator("section[aria-label]", { has: this.operator.field("Key of the step") });
  }

  /** Where an answer leads. */
  wayOf(label: string): Locator {
    const name = this.operator.say("“{0}” goes on to", { 0: label });
    return this.panel.getByLabel(name, { exact: true });
  }

  /** Where a case of a branch leads, and what must hold for it. */
  case(number: number): { way: Locator; when: Locator } {
    const { page, say } = this.operator;
    const all = this.panel.locator("fieldset").filter({ hasText: say("Case {number}", { number }) });
    const when = page.getByRole("group", { name: say("When case {number} holds", { number }) });
    return { way: all.locator("select").last(), when };
  }

  /** A new step where this way leads. */
  async goOnTo(way: Locator, kind: string): Promise<void> {
    const { page, say } = this.operator;
    await this.operator.choose(way, say("+ {0}", { 0: say(kind) }));
    if (this.isByKeyboard) await page.keyboard.press("Enter");
    const heading = this.panel.getByRole("heading", { name: say(kind), exact: true });
    await heading.waitFor();
  }

  /** What the chosen step says first; its card says so as well. */
  async title(text: string): Promise<void> {
    await this.operator.fill(this.operator.field("Title"), text);
    await this.card(text).first().waitFor();
  }

  /** In the open list beside the field: pressed, or found by typing. */
  take(offered: string): Promise<void> {
    const { page } = this.operator;
    return this.counted.asOne(async () => {
      if (!this.isByKeyboard) return page.getByRole("option", { name: offered }).first().click();
      await page.keyboard.type(offered);
      await page.keyboard.press("Enter");
    })();
  }

  /** A choice among pictures: with the mouse the picture, by the keyboard with the arrows from the one that is chosen. */
  chooseMoment(name: string): Promise<void> {
    const { page } = this.operator;
    const moment = page.getByRole("radio", { name, exact: true });
    return this.counted.asOne(async () => {
      if (!this.isByKeyboard) return moment.click();
      await this.counted.reach.press(page.locator("input[name=moment]:checked"));
      while (!(await moment.isChecked())) await page.keyboard.press("ArrowDown");
    })();
  }

  private get isByKeyboard(): boolean {
    return this.counted.reach.name === "keyboard";
  }
}
