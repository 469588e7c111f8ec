/**
 * From nothing to a measure that speaks: whom it means by what they did, the hesitation it waits for, a question whose answer
 * decides the reply, a second arm in other words, a control, a cap, a goal; tried in the shop, published, met by visitors,
 * explained, changed and taken back. Told with the mouse in Japanese, in at most forty acts, and by the keyboard alone in
 * English; each test is the next chapter.
 */
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { counted } from "../../support/acts.ts";
import { Demo } from "../../support/demo.ts";
import { DESKTOP } from "../../support/devices.ts";
import { answer, anyMessage, dialogue, titled } from "../../support/dialogue.ts";
import { Endings } from "../../support/endings.ts";
import { waver } from "../../support/hand.ts";
import { Member } from "../../support/member.ts";
import { Operator } from "../../support/operator.ts";
import { KEYBOARD, MOUSE, type Reach } from "../../support/reach.ts";
import { BOWL, putIntoCart } from "../../support/shop.ts";
import { until } from "../../support/until.ts";
import { Visitor } from "../../support/visitor.ts";
import type { Language } from "../../support/words.ts";
import { Workshop } from "../../support/workshop.ts";

const MOST_ACTS = 40;
const TEAPOT = "/products/black-clay-teapot";
const NAME = "贈りもののご案内";
const KEY = "gift";
const GREETINGS = { a: "お手伝いしましょうか", b: "ごゆっくりご覧ください" };
/** What new steps offer: in the shop's language, whichever the member's is. */
const BUTTONS = { yes: "はい", decline: "大丈夫です", understood: "わかりました" };
const ANY_GREETING = new RegExp(Object.values(GREETINGS).join("|"));
const QUESTION = "贈りものをお探しですか";
const REPLIES = { yes: "お包みいたします", none: "ふだん使いにもどうぞ" };
const CHANGED = "何かお手伝いしましょうか";

interface Story {
  reach: Reach;
  language: Language;
  /** The event, as the list offers it. */
  viewed: string;
  /** The signal, as its picture is called. */
  hesitates: string;
  /** What stands in the way of who viewed one product. */
  lacks: RegExp;
}
const STORIES: Story[] = [
  {
    reach: MOUSE,
    language: "ja",
    viewed: "商品の閲覧",
    hesitates: "迷っているとき",
    lacks: /対象[\s\S]*過去7日間に「商品の閲覧」が2回以上[\s\S]*いまは1回/,
  },
  {
    reach: KEYBOARD,
    language: "en",
    viewed: "Product viewed",
    hesitates: "When the visitor hesitates",
    lacks: /Audience[\s\S]*“Product viewed” happened 2 or more times in the last 7 days[\s\S]*now 1 time/,
  },
];

interface Arm {
  key: string;
  weight?: number;
  scenario: { start: string; steps: Record<string, { type: string; title?: string }> };
}

/** What an arm's steps say, in the order in which they were made. */
const readingOf = (arm: Arm | undefined): string[] =>
  Object.values(arm?.scenario.steps ?? {}).map(({ type, title }) => title ?? type);

describe.each(STORIES)("by $reach.name, in $language", ({ reach, language, viewed, hesitates, lacks }) => {
  let demo: Demo;
  let member: Member;
  let operator: Operator;
  let published: Record<string, unknown>;
  let studio: Workshop;
  const counting = counted(reach);
  const endings = new Endings();
  const closeWith = endings.add;

  beforeAll(async () => {
    demo = await Demo.start();
    await demo.admin.speakFreely();
    await demo.admin.pauseAll();
    // A shop that nobody has ever opened has neither pages nor events to offer.
    const first = await Visitor.arrive(demo, DESKTOP, { closeWith });
    await putIntoCart(first, TEAPOT);
    member = await Member.ofDemo(demo.origin);
    operator = await Operator.signedIn(member, { language, reach: counting.hands, closeWith });
    studio = new Workshop(operator, member, KEY, counting);
    // Every part takes its own room when a press opens it.
    operator.watch.forgiveMovement();
  });
  afterAll(() => endings.all(async () => demo?.stop()));

  const say = (source: string, values = {}) => operator.say(source, values);

  test("whom it means: who viewed a product twice within seven days", async () => {
    await operator.open("/campaigns");
    await operator.press(operator.link("Make a campaign"));
    await operator.isAt("Make a campaign");
    await operator.fill(operator.field("Name of the campaign"), NAME);
    await until("the key to follow the name", async () => (await operator.field("Key").inputValue()) === KEY);
    await operator.press(operator.button("Begin"));
    await operator.page.waitForURL(`**/campaigns/${KEY}/edit*`);
    await operator.settled();
    await operator.press(operator.button("Add a condition"));
    await studio.take(viewed);
    await operator.fill(operator.page.getByLabel(say("Value ({unit})", { unit: say("times") })), "2");
    expect((await studio.draft()).audience).toEqual({
      $event: { name: "Product Viewed", within: "7d", count: { $gte: 2 } },
    });
  });

  test("when: they hesitate, from a strength on that is chosen", async () => {
    await operator.press(studio.next("When"));
    await studio.chooseMoment(hesitates);
    await operator.fill(operator.field("From which strength on"), "50");
    expect((await studio.draft()).trigger).toEqual({
      on: "signal",
      name: "hesitation",
      params: { score: 50 },
    });
  });

  test("what: a greeting, then a question whose answer decides the reply", async () => {
    await operator.press(studio.next("What"));
    await operator.fill(operator.field("How many see nothing, for comparison"), "10");
    await studio.title(GREETINGS.a);
    await operator.press(operator.button("Question"));
    await studio.title(QUESTION);
    await studio.goOnTo(studio.wayOf(BUTTONS.yes), "Branch");
    const branch = language === "ja" ? "来訪者によって進む先を変える" : "Goes on by who it is";
    await operator.press(studio.card(QUESTION));
    await operator.choose(studio.wayOf(BUTTONS.decline), `3 ${branch}`);
    await operator.press(studio.card(branch));
    const { when, way } = studio.case(1);
    await operator.press(when.getByRole("button", { name: say("Add a condition"), exact: true }));
    await studio.take(QUESTION);
    await operator.fill(studio.panel.getByLabel(say("Value to compare")), BUTTONS.yes);
    await operator.page.keyboard.press("Enter");
    await studio.goOnTo(way, "Message");
    await studio.title(REPLIES.yes);
    await operator.press(studio.card(branch));
    await studio.goOnTo(operator.field("Everybody else"), "Message");
    await studio.title(REPLIES.none);
    const [arm] = (await studio.draft()).arms as Arm[];
    expect(readingOf(arm)).toEqual([GREETINGS.a, QUESTION, "branch", REPLIES.yes, REPLIES.none]);
  });

  test("a second arm says it in other words, to more visitors", async () => {
    await operator.press(operator.button("More about the arm “{key}”", { key: "a" }));
    await operator.press(operator.button("Duplicate"));
    await studio.title(GREETINGS.b);
    await operator.press(operator.button("More about the arm “{key}”", { key: "a-2" }));
    await operator.fill(operator.field("Weight beside the other arms"), "3");
    const { arms, control } = await studio.draft();
    expect(control).toBe(10);
    expect((arms as Arm[]).map(({ weight }) => weight)).toEqual([undefined, 3]);
    // With the mouse the next press anywhere closes the little window.
    if (reach === KEYBOARD) await operator.page.keyboard.press("Escape");
  });

  test("what for, and how gently: an order within three days, once in a week", async () => {
    await operator.press(studio.next("What for"));
    await operator.fill(operator.field("How long it counts after the first word"), "3");
    await operator.press(studio.next("With care"));
    await operator.choose(operator.field("In which time"), say("in 7 days"));
    const { goal, caps } = await studio.draft();
    expect(goal).toEqual({ event: "Order Completed", within: "3d", value: "properties.revenue" });
    expect(caps).toEqual([{ max: 1, per: "7d" }]);
  });

  test("it is tried on the shop's own page, by the operator alone", async () => {
    await operator.press(operator.button("Try it in the shop"));
    await operator.press(operator.button("Make the link"));
    const opening = operator.context.waitForEvent("page");
    await operator.press(operator.link("Open the shop"));
    const shop = await opening;
    await anyMessage(shop).filter({ hasText: ANY_GREETING }).waitFor();
    const other = await Visitor.arrive(demo, DESKTOP);
    const { response } = await other.visit(new URL(shop.url()).pathname);
    expect([response.show, response.armed]).toEqual([[], []]);
    expect(await anyMessage(other.page).count()).toBe(0);
    const me = await shop.evaluate(() => localStorage.getItem("kizukai_id"));
    expect(me).toBeTruthy();
    expect((await member.ask("GET", `/api/profiles/${me}`)).status).toBe(404);
    await shop.close();
    await operator.page.keyboard.press("Escape");
  });

  test("it is published, in no more acts than a busy person has patience for", async () => {
    await operator.press(operator.button("Publish"));
    await operator.text("Nothing stands in the way.").waitFor();
    await operator.press(operator.button("Publish and run it"));
    await operator.page.waitForURL(`**/campaigns/${KEY}`);
    await operator.settled();
    console.log(`${reach.name}: ${counting.acts()} acts from nothing to live`);
    if (reach === MOUSE) expect(counting.acts()).toBeLessThanOrEqual(MOST_ACTS);
    published = await demo.admin.campaign(KEY);
    expect(published).toMatchObject({ status: "running", control: 10, caps: [{ max: 1, per: "7d" }] });
    expect((await demo.admin.results(KEY)).map(({ assigned }) => assigned)).not.toContain(1);
    // Chance is taken out: from here on nobody belongs to the control.
    await demo.admin.changeCampaign(KEY, { control: 0 });
  });

  /** Two products at most are looked at; then to and fro in the cart. What the server answers from there on. */
  async function wavers(visitor: Visitor, products: string[]): Promise<void> {
    for (const product of products) await putIntoCart(visitor, product);
    await visitor.visit("/cart");
    await waver(visitor);
  }

  async function meets(reply: keyof typeof REPLIES): Promise<void> {
    const visitor = await Visitor.arrive(demo, DESKTOP);
    const { page } = visitor;
    await wavers(visitor, [TEAPOT, BOWL]);
    await dialogue(page).filter({ hasText: ANY_GREETING }).waitFor();
    const shown = visitor.exchanges.flatMap(({ response }) => response.show);
    const [greeting] = shown.filter(({ campaign }) => campaign === KEY);
    expect(greeting?.content.title).toBe(greeting?.arm === "a" ? GREETINGS.a : GREETINGS.b);
    await visitor.press(answer(page, BUTTONS.understood));
    await titled(page, QUESTION).waitFor();
    await visitor.press(answer(page, reply === "yes" ? BUTTONS.yes : BUTTONS.decline));
    await titled(page, REPLIES[reply]).waitFor();
  }

  test("who viewed two products and hesitates is asked, and gets the reply of the answer", async () => {
    await meets("yes");
    await meets("none");
  });

  test("who viewed one product only is not spoken to, and the console says why", async () => {
    const visitor = await Visitor.arrive(demo, DESKTOP);
    await wavers(visitor, [TEAPOT]);
    const before = visitor.exchanges.length;
    await visitor.signal("hesitation");
    await visitor.track("Marker");
    expect(visitor.exchanges.length).toBeGreaterThan(before);
    expect(visitor.exchanges.flatMap(({ response }) => response.show)).toEqual([]);
    expect(await anyMessage(visitor.page).count()).toBe(0);
    const { id } = await demo.admin.profile(await visitor.anonymousId());
    await operator.open(`/visitors/${id}?kind=profile`);
    await operator.press(operator.button("Why (not)?"));
    const why = operator.page.getByRole("dialog");
    await operator.press(why.getByRole("button", { name: NAME }));
    const failed = why.locator("li[data-state=failed]");
    await failed.waitFor();
    expect(await failed.count()).toBe(1);
    expect(await failed.innerText()).toMatch(lacks);
  });

  const phases = async () => Math.max(...(await demo.admin.results(KEY)).map(({ phase }) => phase));

  test("other words begin a new phase, which is said before, and is so", async () => {
    const before = await phases();
    await operator.open(`/campaigns/${KEY}`);
    await operator.press(operator.link("Edit"));
    await operator.settled();
    await operator.press(studio.part("What"));
    await operator.press(studio.card(GREETINGS.a));
    await studio.title(CHANGED);
    await operator.press(operator.button("Publish"));
    await operator
      .text("A new phase begins: figures are counted from zero, the old ones stay readable.")
      .waitFor();
    await operator.press(operator.button("Publish and run it"));
    await operator.page.waitForURL(`**/campaigns/${KEY}`);
    await operator.settled();
    expect(await phases()).toBe(before + 1);
  });

  test("it goes back to what was published first", async () => {
    await operator.press(operator.button("Compare version {0}", { 0: 1 }));
    await operator.press(operator.button("Go back to this version"));
    await operator.press(operator.button("Publish it again"));
    await operator.text("Version {0} stands again, as version {1}.", { 0: 1, 1: 4 }).waitFor();
    expect(await demo.admin.campaign(KEY)).toEqual(published);
  });
});
