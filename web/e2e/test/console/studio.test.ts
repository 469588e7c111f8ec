/**
 * From nothing to a campaign that speaks in the shop: named, built in its parts, published; changed, so that a new phase
 * begins; and taken back to what it was. Told with the mouse in Japanese, in at most forty presses, and by the keyboard alone
 * in English; each test is the next chapter.
 */
import type { Locator } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { counted } from "../../support/acts.ts";
import type { Text } from "../../support/admin.ts";
import { Demo } from "../../support/demo.ts";
import { DESKTOP } from "../../support/devices.ts";
import { dialogue } from "../../support/dialogue.ts";
import { Endings } from "../../support/endings.ts";
import { Member } from "../../support/member.ts";
import { onEvent } from "../../support/messages.ts";
import { Operator } from "../../support/operator.ts";
import { KEYBOARD, MOUSE, type Reach } from "../../support/reach.ts";
import { until } from "../../support/until.ts";
import { Visitor } from "../../support/visitor.ts";
import type { Language } from "../../support/words.ts";

const MOST_PRESSES = 40;
const PRODUCT = "/products/black-clay-teapot";
const NAME = "贈りもののご案内";
const KEY = "gift";
const TITLE = "贈りものですか";
const CHANGED = "贈りものをお探しですか";
const STORIES: [Reach["name"], Language, Reach][] = [
  ["mouse", "ja", MOUSE],
  ["keyboard", "en", KEYBOARD],
];

describe.each(STORIES)("by %s, in %s", (_, language, reach) => {
  let demo: Demo;
  let operator: Operator;
  const { hands, acts } = counted(reach);
  const endings = new Endings();
  const closeWith = endings.add;

  beforeAll(async () => {
    demo = await Demo.start();
    await demo.admin.speakFreely();
    await demo.admin.pauseAll();
    const member = await Member.ofDemo(demo.origin);
    operator = await Operator.signedIn(member, { language, reach: hands, closeWith });
    // Every part takes its own room when a press opens it.
    operator.watch.forgiveMovement();
  });
  afterAll(() => endings.all(async () => demo?.stop()));

  /** What a visitor who has never been here is told on a product's page; null for nothing. */
  async function toldToANewcomer(): Promise<string | null> {
    const visitor = await Visitor.arrive(demo, DESKTOP);
    await visitor.visit(PRODUCT);
    const answered = await visitor.answered(
      "the view of the product",
      0,
      ({ event }) => event === "Product Viewed",
    );
    const shown = answered.response.show.find(({ campaign }) => campaign === KEY);
    if (shown) await dialogue(visitor.page).waitFor();
    return shown?.content.title ?? null;
  }

  /** A choice among pictures: with the mouse the picture, by the keyboard with the arrows from the one that is chosen. */
  async function pick(radio: Locator, checked: Locator, arrows: number): Promise<void> {
    if (reach === MOUSE) return hands.press(radio);
    await checked.focus();
    for (let pressed = 0; pressed < arrows; pressed++) await operator.page.keyboard.press("ArrowUp");
    await until("the moment to be chosen", () => radio.isChecked());
  }

  const outline = () =>
    operator.page.getByRole("navigation", { name: operator.say("Parts of the campaign"), exact: true });
  const next = (part: string) => operator.button("Next: {next}", { next: operator.say(part) });

  test("a name is enough to begin, and the draft keeps itself", async () => {
    await operator.open("/campaigns");
    await operator.press(operator.link("Make a campaign"));
    await operator.isAt("Make a campaign");
    await operator.fill(operator.field("Name of the campaign"), NAME);
    await until("the key to follow the name", async () => (await operator.field("Key").inputValue()) === KEY);
    await operator.press(operator.button("Begin"));
    await operator.page.waitForURL(`**/campaigns/${KEY}/edit*`);
    await operator.settled();
  });

  test("the moment is chosen by its picture", async () => {
    await operator.press(next("When"));
    const moment = (name: string) => operator.page.getByRole("radio", { name: operator.say(name) });
    const pageOpens = operator.page.locator("input[name=moment]:checked");
    await pick(moment("An event"), pageOpens, 3);
    await operator.page.getByRole("combobox", { name: operator.say("Which event") }).waitFor();
    await operator.page.locator("[data-saved]").waitFor();
  });

  test("what it says is written, and every visitor gets it", async () => {
    await operator.press(next("What"));
    await operator.fill(operator.field("How many see nothing, for comparison"), "0");
    await operator.fill(operator.field("Title"), TITLE);
    await until("the row above to say it", async () => (await outline().textContent())?.includes(TITLE));
  });

  test("it is published after a look at what that does, and speaks in the shop", async () => {
    expect(await toldToANewcomer()).toBeNull();
    await operator.press(operator.button("Publish"));
    await operator.text("Nothing stands in the way.").waitFor();
    await operator.press(operator.button("Publish and run it"));
    await operator.page.waitForURL(`**/campaigns/${KEY}`);
    await operator.settled();
    if (reach === MOUSE) expect(acts()).toBeLessThanOrEqual(MOST_PRESSES);
    expect(await toldToANewcomer()).toBe(TITLE);
  });

  test("a change begins a new phase, which is said before", async () => {
    await operator.press(operator.link("Edit"));
    await operator.settled();
    await operator.press(
      outline()
        .getByRole("button", { name: operator.say("What") })
        .first(),
    );
    await operator.fill(operator.field("Title"), CHANGED);
    await operator.press(operator.button("Publish"));
    await operator
      .text("A new phase begins: figures are counted from zero, the old ones stay readable.")
      .waitFor();
    expect(await toldToANewcomer()).toBe(TITLE);
    await operator.press(operator.button("Publish and run it"));
    await operator.page.waitForURL(`**/campaigns/${KEY}`);
    await operator.settled();
    expect(await toldToANewcomer()).toBe(CHANGED);
  });

  test("it goes back to what it was", async () => {
    await operator.press(operator.button("Compare version {0}", { 0: 1 }));
    await operator.press(operator.button("Go back to this version"));
    await operator.press(operator.button("Publish it again"));
    await operator.text("Version {0} stands again, as version {1}.", { 0: 1, 1: 3 }).waitFor();
    expect(await toldToANewcomer()).toBe(TITLE);
    console.log(`${reach.name}: ${acts()} presses`);
  });
});

describe("a draft", () => {
  let demo: Demo;
  let member: Member;
  beforeAll(async () => {
    demo = await Demo.start();
    member = await Member.ofDemo(demo.origin);
  });
  afterAll(() => demo?.stop());

  const saved = (operator: Operator) => operator.page.locator("[data-saved]").waitFor();
  const nameField = (operator: Operator) => operator.field("Name of the campaign");
  const draftOf = (key: string) =>
    member.get<{ text: Record<string, unknown> }>(`/api/campaigns/${key}/draft`);

  test("says what is wrong in the shop's words, and leads to where it is mended", async () => {
    const operator = await Operator.signedIn(member, { language: "ja" });
    operator.watch.forgiveMovement();
    await operator.open("/campaigns/+new");
    await operator.fill(operator.field("Name of the campaign"), "空の施策");
    await operator.press(operator.button("Begin"));
    await operator.page.waitForURL("**/edit*");
    await operator.press(operator.button("Publish"));
    const panel = operator.page.getByRole("dialog", { name: operator.say("Publish") });
    await operator.press(panel.getByRole("button", { name: "見出しか本文を書いてください" }));
    await until("the part to lie open", async () => operator.page.url().includes("part=what"));
    await operator.field("Title").waitFor();
    expect(await operator.button("Publish and run it").count()).toBe(0);
  });

  test("keeps a row that is not filled in while another part lies open, and is not published over it", async () => {
    const operator = await Operator.signedIn(member, { language: "en" });
    operator.watch.forgiveMovement();
    await operator.open("/campaigns/list-end/edit?part=when");
    await operator.press(operator.button("Add a condition"));
    await operator.press(operator.page.getByRole("option", { name: "Page", exact: true }));
    const empty = operator.page.getByRole("group", { name: operator.say("A new condition") });
    await operator.press(operator.button("Next: {next}", { next: operator.say("What") }));
    await operator.press(operator.button("Publish"));
    const panel = operator.page.getByRole("dialog", { name: operator.say("Publish") });
    const unfinished = operator.say("A row of this condition is not filled in: fill it in, or take it out.");
    await operator.press(panel.getByRole("button", { name: unfinished }));
    await until("the part to lie open", async () => operator.page.url().includes("part=when"));
    await empty.waitFor();
    expect(await operator.button("Publish and run it").count()).toBe(0);
  });

  test("of two members shows each where the other is, and loses nothing of either", async () => {
    const [one, other] = await Promise.all([
      Operator.signedIn(member, { language: "en" }),
      Operator.signedIn(member, { language: "en" }),
    ]);
    for (const operator of [one, other]) operator.watch.forgiveMovement();
    // The first one's line is cut for a while.
    one.watch.forgive(/ERR_INTERNET_DISCONNECTED|Unable to preload CSS|status of 412/);
    const path = "/campaigns/gift-question/edit";
    await one.open(`${path}?part=goal`);
    await other.open(`${path}?part=care`);
    await other.page
      .getByText(other.say("{name} is at “{0}”", { name: member.session.member.name, 0: "What for" }))
      .waitFor();
    await one.context.setOffline(true);
    await one.fill(nameField(one), "One’s name");
    await one
      .text(
        "The server cannot be reached. Your changes stay in this browser and are saved as soon as it is there.",
      )
      .waitFor();
    await other.fill(other.field("Who goes first"), "77");
    await saved(other);
    await until(
      "the other one's change to be kept",
      async () => (await draftOf("gift-question")).text.priority === 77,
    );
    await one.context.setOffline(false);
    await one
      .text("Nothing is lost: yours stands on this page, the other one is saved. Choose what is to stand.")
      .waitFor();
    await one.press(one.button("Go on with what is chosen"));
    await saved(one);
    const { text } = await draftOf("gift-question");
    expect([text.name, text.priority]).toEqual(["One’s name", 77]);
  });

  test("stands over what somebody else has published since, part by part", async () => {
    const key = "published-past";
    const told: Text = { type: "message", format: "corner", title: "ご案内", body: "二種類あります" };
    await demo.admin.putCampaign(key, onEvent("Past", { told }, { name: "As it was" }));
    const operator = await Operator.signedIn(member, { language: "en" });
    operator.watch.forgiveMovement();
    await operator.open(`/campaigns/${key}/edit?part=care`);
    await operator.fill(nameField(operator), "As the draft says");
    await operator.fill(operator.field("Who goes first"), "77");
    await saved(operator);
    await demo.admin.changeCampaign(key, { name: "As it was published", control: 10 });

    const since = operator.page.getByRole("region", { name: operator.say("What was published since") });
    await since.getByText(operator.say("Version {live} has been published since", { live: 2 })).waitFor();
    await operator.press(operator.button("Publish"));
    expect(await operator.button("Publish and run it").count()).toBe(0);
    const side = (part: string) =>
      since.getByRole("radiogroup", { name: operator.say("Which one stands: {name}", { name: part }) });
    await side("Name").getByText(operator.say("Published"), { exact: true }).click();
    await operator.press(operator.button("Go on from version {live}", { live: 2 }));
    await since.waitFor({ state: "detached" });
    await saved(operator);
    expect(await nameField(operator).inputValue()).toBe("As it was published");

    await operator.press(operator.button("Publish"));
    await operator.press(operator.button("Publish and run it"));
    await operator.page.waitForURL(`**/campaigns/${key}`);
    const { name, priority, control } = await demo.admin.campaign(key);
    expect([name, priority, control]).toEqual(["As it was published", 77, 10]);
  });

  test("that never reached the server is there again when the page is opened anew", async () => {
    const operator = await Operator.signedIn(member, { language: "en" });
    // The line is cut; what the shell fetches ahead is not there either.
    operator.watch.forgive(/ERR_INTERNET_DISCONNECTED|Unable to preload CSS|Failed to fetch dynamically/);
    operator.watch.forgiveMovement();
    await operator.open("/campaigns/list-end/edit?part=goal");
    await operator.context.setOffline(true);
    await operator.fill(nameField(operator), "Kept in the browser");
    await operator
      .text(
        "The server cannot be reached. Your changes stay in this browser and are saved as soon as it is there.",
      )
      .waitFor();
    await operator.page.goto("about:blank");
    await operator.context.setOffline(false);
    await operator.open("/campaigns/list-end/edit?part=goal");
    await until("the name to be kept", async () => {
      const found = await draftOf("list-end").catch(() => null);
      return found?.text.name === "Kept in the browser";
    });
    expect(await nameField(operator).inputValue()).toBe("Kept in the browser");
  });

  test("may have any word for a key, also that of the page where campaigns begin", async () => {
    const told: Text = { type: "message", format: "corner", title: "新着", body: "秋の新着がそろいました" };
    await demo.admin.putCampaign("new", onEvent("Arrived", { told }, { name: "Autumn arrivals" }));
    const segment = { kind: "segment", name: "Newcomers", condition: { "visit.count": 1 } };
    expect((await member.ask("PUT", "/api/segments/new", segment)).status).toBe(200);
    const operator = await Operator.signedIn(member, { language: "en" });
    await operator.open("/campaigns/new");
    await operator.isAt("Autumn arrivals");
    await operator.open("/campaigns/new/edit");
    expect(await nameField(operator).inputValue()).toBe("Autumn arrivals");
    await operator.open("/segments/new");
    await operator.isAt("Newcomers");
  });

  test("goes back and forth as a whole, and steps by keyboard alone", async () => {
    const operator = await Operator.signedIn(member, { language: "en", reach: KEYBOARD });
    operator.watch.forgiveMovement();
    const { page } = operator;
    await operator.open("/campaigns/cart-shipping/edit?part=what");
    const card = (key: string) => page.locator(`button[data-step="${key}"]`);
    const focused = (key: string) => card(key).evaluate((element) => element === document.activeElement);
    await card("ask").focus();
    await page.keyboard.press("ArrowRight");
    await until("the next card", () => focused("shipping"));
    await page.keyboard.press("Control+D");
    await card("shipping-2").waitFor();
    await card("shipping-2").focus();
    await page.keyboard.press("Delete");
    await card("shipping-2").waitFor({ state: "detached" });
    await page.keyboard.press("Control+Z");
    await card("shipping-2").waitFor();
    await page.keyboard.press("Control+Z");
    await card("shipping-2").waitFor({ state: "detached" });
    await page.keyboard.press("Control+Shift+Z");
    await card("shipping-2").waitFor();
    await saved(operator);
  });

  test("of sixty steps is laid out, moved and chosen from without a long task", async () => {
    const steps = Object.fromEntries(
      Array.from({ length: 60 }, (_, n) => [
        `s${n}`,
        {
          type: "message",
          format: "corner",
          title: `Step ${n}`,
          choices: [2 * n + 1, 2 * n + 2].map((to, place) => ({
            key: `c${place}`,
            label: `Answer ${place}`,
            next: to < 60 ? `s${to}` : "end",
          })),
        },
      ]),
    );
    const text = {
      kind: "campaign",
      name: "Sixty",
      trigger: { on: "signal", name: "page_view" },
      arms: [{ key: "a", scenario: { start: "s0", steps } }],
    };
    const answer = await member.ask(
      "PUT",
      "/api/campaigns/sixty/draft",
      { text, base_version: 0 },
      { "if-match": '"0"' },
    );
    expect(answer.status).toBe(200);
    const operator = await Operator.signedIn(member, { language: "en" });
    operator.watch.forgiveMovement();
    const { page } = operator;
    await operator.open("/campaigns/sixty/edit?part=what");
    await until("sixty cards", async () => (await page.locator("button[data-step]").count()) === 60);
    const pane = await page.locator(".react-flow__pane").boundingBox();
    if (!pane) throw new Error("there is no picture");
    const frames = page.evaluate(
      () =>
        new Promise<number[]>((resolve) => {
          const gaps: number[] = [];
          let last = performance.now();
          const look = (now: number) => {
            gaps.push(now - last);
            last = now;
            if (gaps.length < 60) requestAnimationFrame(look);
            else resolve(gaps);
          };
          requestAnimationFrame(look);
        }),
    );
    await page.mouse.move(pane.x + 20, pane.y + 20);
    await page.mouse.down();
    for (let moved = 0; moved < 40; moved++)
      await page.mouse.move(pane.x + 20 - moved * 8, pane.y + 20 + moved);
    await page.mouse.up();
    const gaps = (await frames).sort((a, b) => a - b);
    expect(gaps[Math.floor(gaps.length / 2)], "half of the frames").toBeLessThan(34);
  });

  test("is proposed by an editor and published by an owner, where the site says so", async () => {
    await demo.admin.changeSite({ approval: "owner" });
    const editor = await Operator.signedIn(await member.invite("editor"), { language: "en" });
    editor.watch.forgiveMovement();
    await editor.open("/campaigns/size-help/edit");
    await editor.fill(nameField(editor), "Help with sizes");
    await editor.press(editor.button("Publish"));
    await editor.fill(editor.field("A word for the owner"), "Shorter.");
    await editor.press(editor.button("Propose it"));
    await editor.text("Proposed by {0}. An owner publishes it.", { 0: "editor@example.com" }).waitFor();
    const owner = await Operator.signedIn(member, { language: "en" });
    owner.watch.forgiveMovement();
    await owner.open("/campaigns");
    await owner.text("Proposed by {0}", { 0: "editor@example.com" }).waitFor();
    await owner.press(owner.link("Go on with “{name}”", { name: "Help with sizes" }));
    await owner.settled();
    await owner.press(owner.button("Publish"));
    await owner.press(owner.button("Publish and run it"));
    await owner.page.waitForURL("**/campaigns/size-help");
    expect((await demo.admin.campaign("size-help")).name).toBe("Help with sizes");
    await demo.admin.changeSite({ approval: "off" });
  });

  test.each(["ja", "en"] as Language[])(
    "that begins from a ready campaign in %s has nothing to mend",
    async (language) => {
      const operator = await Operator.signedIn(member, { language });
      operator.watch.forgiveMovement();
      const { page } = operator;
      await operator.open("/campaigns/+new");
      const ready = await page
        .locator("input[value^='template ']")
        .evaluateAll((all) => all.map((one) => (one as HTMLInputElement).value));
      expect(ready.length).toBeGreaterThan(5);
      for (const value of ready) {
        await operator.open("/campaigns/+new");
        await page.locator(`input[value='${value}']`).check({ force: true });
        await operator.fill(operator.field("Name of the campaign"), `${value} ${language}`);
        await operator.press(operator.button("Begin"));
        await page.waitForURL("**/edit*");
        await operator.settled();
        const key = new URL(page.url()).pathname.split("/").at(-2) ?? "";
        const { check } = await member.get<{ check: { problems: unknown[] } }>(`/api/campaigns/${key}/draft`);
        expect({ value, problems: check.problems }).toEqual({ value, problems: [] });
      }
    },
  );
});
