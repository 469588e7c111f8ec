/**
 * A visitor in the sample shop, and an operator who watches in another window: the live list, the profile's story, why a
 * campaign stays silent, a pause, the way back to an older version, and erasure. Told with the mouse in Japanese, and by
 * the keyboard alone in English; each test is the next chapter.
 */
import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { Demo } from "../../support/demo.ts";
import { DESKTOP } from "../../support/devices.ts";
import { answer, dialogue } from "../../support/dialogue.ts";
import { Endings } from "../../support/endings.ts";
import { waver } from "../../support/hand.ts";
import { Member } from "../../support/member.ts";
import { Operator } from "../../support/operator.ts";
import { KEYBOARD, MOUSE, type Reach } from "../../support/reach.ts";
import { buy, putIntoCart } from "../../support/shop.ts";
import { until } from "../../support/until.ts";
import { Visitor } from "../../support/visitor.ts";
import type { Language } from "../../support/words.ts";

const CAMPAIGN = "cart-shipping";
const CAMPAIGN_NAME = "送料の不安を解消";
/** What the shop's visitor reads, and how the operator reads it in each language. */
const ANSWER = "送料について";
const READ = {
  ja: { question: "お困りですか", answer: ANSWER },
  en: { question: "Can I help you?", answer: "About shipping" },
};
const STORIES: [Reach["name"], Language, Reach][] = [
  ["mouse", "ja", MOUSE],
  ["keyboard", "en", KEYBOARD],
];

describe.each(STORIES)("by %s, in %s", (_, language, reach) => {
  let demo: Demo;
  let member: Member;
  let operator: Operator;
  let visitor: Visitor;
  let anonymousId: string;
  let profile: string;
  const endings = new Endings();
  const closeWith = endings.add;

  beforeAll(async () => {
    demo = await Demo.start();
    await demo.admin.speakFreely();
    await demo.admin.pauseAll();
    await demo.admin.changeCampaign(CAMPAIGN, { control: 0, status: "running" });
    member = await Member.ofDemo(demo.origin);
    operator = await Operator.signedIn(member, { language, reach, closeWith });
    operator.watch.forgiveMovement();
    visitor = await Visitor.arrive(demo, DESKTOP, { closeWith });
  });
  afterAll(() => endings.all(async () => demo?.stop()));

  const rowOf = (id: string) => operator.page.locator("tr[data-index]").filter({ hasText: id.slice(0, 6) });
  const said = (text: string) => operator.page.locator("main").getByText(text).first().waitFor();

  async function speaksInTheCart(): Promise<boolean> {
    await visitor.visit("/cart");
    const before = visitor.exchanges.length;
    await waver(visitor);
    await visitor.answered("hesitation", before, ({ name }) => name === "hesitation");
    const shown = visitor.exchanges.slice(before).flatMap(({ response }) => response.show);
    return shown.some(({ campaign }) => campaign === CAMPAIGN);
  }

  test("nobody is here at first, and the page says how to see somebody", async () => {
    await operator.open("/");
    await operator.goTo("Visitors");
    expect(await operator.page.locator("tr[data-index]").count()).toBe(0);
  });

  test("who enters the shop appears in the live list, and moves from page to page there", async () => {
    await putIntoCart(visitor);
    anonymousId = await visitor.anonymousId();
    profile = (await demo.admin.profile(anonymousId)).id;
    await rowOf(profile).waitFor();
    await rowOf(profile).getByText("/products/kohiki-rice-bowl").waitFor();
    expect(await speaksInTheCart()).toBe(true);
    await rowOf(profile).getByText("/cart").waitFor();
    await visitor.press(answer(visitor.page, ANSWER));
    await dialogue(visitor.page).filter({ hasText: "全国一律" }).waitFor();
    await visitor.press(answer(visitor.page, "わかりました"));
    await dialogue(visitor.page).waitFor({ state: "detached" });
  });

  test("the profile tells the story: what was looked at, asked, answered and put into the cart", async () => {
    await operator.press(rowOf(profile));
    await operator.settled();
    const { question, answer: answered } = READ[language];
    for (const words of ["粉引", CAMPAIGN_NAME, question, answered]) await said(words);
  });

  test("an order appears while one reads", async () => {
    await visitor.visit("/cart");
    const revenue = await buy(visitor);
    const amount = revenue.toLocaleString("en-US");
    await until("the order in the story", async () => {
      const newer = operator.page.locator("main [aria-live=polite] button");
      if ((await newer.count()) > 0) await operator.press(newer.first());
      return operator.page.locator("main").getByText(amount).count();
    });
  });

  test("why not: the cap is named, with every gate before it passed", async () => {
    await putIntoCart(visitor);
    expect(await speaksInTheCart()).toBe(false);
    await operator.open(`/visitors/${profile}?kind=profile`);
    await operator.press(operator.button("Why (not)?"));
    const panel = operator.page.getByRole("dialog");
    await operator.press(panel.getByRole("button", { name: CAMPAIGN_NAME }));
    const failed = panel.locator("li[data-state=failed]");
    await failed.waitFor();
    expect(await failed.count()).toBe(1);
    const words = language === "ja" ? /上限[\s\S]*24時間.*1回まで/ : /Caps[\s\S]*at most once.*24 hours/;
    expect(await failed.innerText()).toMatch(words);
    expect(await panel.locator("li[data-state=passed]").count()).toBeGreaterThanOrEqual(3);
    await operator.page.keyboard.press("Escape");
    await panel.waitFor({ state: "detached" });
  });

  test("a paused campaign speaks to nobody, a resumed one does", async () => {
    await demo.admin.changeCampaign(CAMPAIGN, { caps: [] });
    await operator.open(`/campaigns/${CAMPAIGN}`);
    await operator.press(operator.button("Pause"));
    await operator.button("Resume").waitFor();
    visitor = await Visitor.arrive(demo, DESKTOP, { closeWith });
    await putIntoCart(visitor);
    const armed = async (): Promise<string[]> => {
      const { response } = await visitor.visit("/cart");
      return response.armed.map(({ campaign }) => campaign);
    };
    expect(await armed()).not.toContain(CAMPAIGN);
    await operator.press(operator.button("Resume"));
    await operator.button("Pause").waitFor();
    expect(await armed()).toContain(CAMPAIGN);
    expect(await speaksInTheCart()).toBe(true);
  });

  test("an older version comes back, and every version stays in the list", async () => {
    await operator.open(`/campaigns/${CAMPAIGN}`);
    const rows = operator.page.getByRole("button", { name: operator.say("Compare version {0}", { 0: 1 }) });
    await operator.press(rows);
    const panel = operator.page.getByRole("dialog");
    await operator.press(panel.getByRole("button", { name: operator.say("Go back to this version") }));
    await operator.press(operator.button("Publish it again"));
    await panel.waitFor({ state: "detached" });
    expect(await demo.admin.campaign(CAMPAIGN)).toMatchObject({
      control: 20,
      caps: [{ max: 1 }],
    });
    const { versions } = await member.get<{ versions: { version: number; by: string | null }[] }>(
      `/api/campaigns/${CAMPAIGN}/history`,
    );
    expect(versions.length).toBeGreaterThanOrEqual(5);
    expect(versions[0]?.by).toBe(member.session.member.email);
  });

  test("erased, a person is gone everywhere: list, profile, search, answers of the API, and the data folder", async () => {
    const { page } = operator;
    await page.clock.install();
    await operator.open(`/visitors/${profile}?kind=profile`);
    // The person is gone, and the page does not know yet: it would have looked again by now.
    await page.route(`**/api/profiles/${profile}*`, async (route) => {
      if (route.request().method() !== "DELETE") return route.fallback();
      const response = await route.fetch();
      await page.clock.runFor(10_000);
      return route.fulfill({ response });
    });
    await operator.press(operator.button("Erase"));
    const question = operator.page.getByRole("alertdialog");
    await operator.fill(question.getByRole("textbox"), profile.slice(0, 6));
    await operator.press(question.getByRole("button", { name: operator.say("Erase for good") }));
    await operator.isAt("Visitors");
    await rowOf(profile).waitFor({ state: "detached" });
    operator.watch.forgive(/status of 404/);
    await operator.open(`/visitors/${anonymousId}`);
    await operator.isAt("Nobody is known by this id");
    for (const path of [`/api/profiles/${anonymousId}`, `/api/profiles/${profile}?kind=profile`]) {
      expect((await member.ask("GET", path)).status).toBe(404);
      expect((await member.ask("GET", path.replace(/(\?|$)/, "/events$1"))).status).toBe(404);
    }
    const { body } = await member.ask("GET", "/api/visitors");
    expect(JSON.stringify(body)).not.toContain(profile);
    const decisions = await member.ask("GET", `/api/campaigns/${CAMPAIGN}/decisions`);
    expect(JSON.stringify(decisions.body)).not.toContain(anonymousId);
    await demo.halt();
    expect(await filesWith(demo.dataDir, anonymousId)).toEqual([]);
    await demo.startAgain();
    expect((await fetch(`${demo.origin}/healthz`)).status).toBe(200);
  });
});

/** Files of the folder that hold these characters anywhere. */
async function filesWith(folder: string, text: string): Promise<string[]> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  const files = entries.filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name));
  const found = await Promise.all(
    files.map(async (path) => ((await readFile(path)).includes(text) ? [path] : [])),
  );
  return found.flat();
}
