/**
 * The story that the product is for: a visitor wavers in the cart, is asked, answers, goes on in another tab and on
 * another device, and buys. Told once on a desktop and once on a phone; each test is the next chapter.
 */
import type { Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { ArmFigures } from "../support/admin.ts";
import { Demo } from "../support/demo.ts";
import { DEVICES } from "../support/devices.ts";
import { answer, dialogue, stillness } from "../support/dialogue.ts";
import { waver } from "../support/hand.ts";
import { buy, logIn, putIntoCart } from "../support/shop.ts";
import { until } from "../support/until.ts";
import { Visitor } from "../support/visitor.ts";

const CAMPAIGN = "cart-shipping";
const MEMBERS = { desktop: "m-1001", phone: "m-1002" };

describe.each(DEVICES)("on a $name", (device) => {
  const member = MEMBERS[device.name];
  let demo: Demo;
  let visitor: Visitor;
  let firstTab: Page;
  let secondTab: Page;
  const endings: (() => Promise<void>)[] = [];
  const closeWith = (end: () => Promise<void>): void => void endings.push(end);

  beforeAll(async () => {
    demo = await Demo.start();
    await demo.admin.changeSite({ holdout: 0 });
    await demo.admin.changeCampaign(CAMPAIGN, { control: 0 });
    visitor = await Visitor.arrive(demo, device, { closeWith });
    firstTab = visitor.page;
  });
  afterAll(async () => {
    for (const end of endings) await end();
    await demo?.stop();
  });

  test("a visitor puts a product into the cart and finds the cart page quiet", async () => {
    await putIntoCart(visitor);
    const { response } = await visitor.arriveOn("/cart", () =>
      visitor.press(visitor.page.getByRole("link", { name: "カートを見る" })),
    );
    expect(response.armed).toContainEqual({
      campaign: CAMPAIGN,
      signal: "hesitation",
      params: { score: 60 },
    });
    expect(response.show.filter(({ format }) => format !== "inline")).toEqual([]);
    expect(await dialogue(firstTab).count()).toBe(0);
  });

  test("who wavers there is asked, in the corner", async () => {
    const before = visitor.exchanges.length;
    await waver(visitor);
    await dialogue(firstTab).waitFor();
    await stillness(firstTab);
    expect(await dialogue(firstTab).innerText()).toContain("お困りですか");
    const signal = await visitor.signal("hesitation");
    expect(signal?.properties?.score).toBeGreaterThanOrEqual(60);
    const box = await dialogue(firstTab).boundingBox();
    const { width, height } = firstTab.viewportSize() ?? { width: 0, height: 0 };
    expect(box?.width).toBe(device.touch ? width : 360);
    if (device.touch) expect(box?.height).toBeLessThanOrEqual(height * 0.4 + 1);
    expect(Math.round((box?.y ?? 0) + (box?.height ?? 0))).toBe(device.touch ? height : height - 20);
    await visitor.answered(
      "the confirmation that it was seen",
      before,
      ({ type, step }) => type === "seen" && step === "ask",
    );
  });

  test("an answer brings the second step, and is in the profile at once", async () => {
    const before = visitor.exchanges.length;
    await visitor.press(answer(firstTab, "送料について"));
    const exchange = await visitor.answered("the answer", before, ({ type }) => type === "answer");
    const profile = await demo.admin.profile(await visitor.anonymousId());
    expect(profile.answers[CAMPAIGN]?.ask).toMatchObject({ choice: "shipping" });
    expect(exchange.response.show).toMatchObject([{ campaign: CAMPAIGN, step: "shipping", resumed: false }]);
    await dialogue(firstTab).filter({ hasText: "全国一律" }).waitFor();
    expect(profile.visits.current?.device.type).toBe(device.name);
  });

  test("the step is still there after a reload", async () => {
    const { response } = await visitor.reload();
    const shown = response.show.find(({ campaign }) => campaign === CAMPAIGN);
    expect(shown).toMatchObject({ step: "shipping", resumed: true });
    await dialogue(firstTab).filter({ hasText: "全国一律" }).waitFor();
  });

  test("the dialogue goes on in a second tab", async () => {
    secondTab = await visitor.openTab();
    await visitor.visit("/cart");
    await dialogue(secondTab).filter({ hasText: "全国一律" }).waitFor();
    expect(await firstTab.evaluate(() => document.visibilityState)).toBe("hidden");
    await visitor.press(answer(secondTab, "返品についても"));
    await dialogue(secondTab).filter({ hasText: "お届けから30日以内" }).waitFor();
  });

  test("the first tab lets go of the step that was answered in the second", async () => {
    expect(await dialogue(firstTab).count()).toBe(1);
    await visitor.switchTo(firstTab);
    await dialogue(firstTab).filter({ hasText: "全国一律" }).waitFor({ state: "detached" });
  });

  test("the last answer ends the dialogue, which was one show in all", async () => {
    await visitor.switchTo(secondTab);
    await visitor.press(answer(secondTab, "わかりました"));
    await dialogue(secondTab).waitFor({ state: "detached" });
    const id = await visitor.anonymousId();
    const state = await until("the end of the enrolment", async () => {
      const found = (await demo.admin.profile(id)).campaigns[CAMPAIGN];
      return found?.enrolment === null && found;
    });
    expect(state).toMatchObject({ arm: "ask", control: false, exposures: 1, ghosts: 0 });
    expect(state.seen_at).not.toBeNull();
    const outcomes = (await demo.admin.decisions(id, CAMPAIGN)).map(({ outcome }) => outcome);
    expect(outcomes).toEqual(["shown"]);
    expect((await visitor.reload()).response.show.filter(({ campaign }) => campaign === CAMPAIGN)).toEqual(
      [],
    );
  });

  test("what was answered is known on the second device of the member who logs in on both", async () => {
    const here = await visitor.anonymousId();
    await logIn(visitor, member);
    const elsewhere = await Visitor.arrive(demo, device, { closeWith });
    await elsewhere.visit("/products");
    const there = await elsewhere.anonymousId();
    expect(there).not.toBe(here);
    expect((await demo.admin.profile(there)).answers).toEqual({});
    await logIn(elsewhere, member);
    const profile = await demo.admin.profile(there);
    expect(profile.userId).toBe(member);
    expect(profile.anonymousIds).toEqual(expect.arrayContaining([here, there]));
    expect(profile.answers[CAMPAIGN]).toMatchObject({
      ask: { choice: "shipping" },
      shipping: { choice: "return" },
      return: { choice: "ok" },
    });
    expect((await demo.admin.profile(here)).id).toBe(profile.id);
    expect((await demo.admin.profile(member)).id).toBe(profile.id);
  });

  test("buying counts as the goal, once, for the arm that spoke", async () => {
    const before = await demo.admin.results(CAMPAIGN);
    await visitor.visit("/cart");
    const revenue = await buy(visitor);
    expect(revenue).toBeGreaterThan(0);
    const after = await demo.admin.results(CAMPAIGN);
    expect(after).toEqual(before.map((arm) => (isSpeaking(arm) ? converted(arm, revenue) : arm)));
    await visitor.reload();
    expect(await demo.admin.results(CAMPAIGN)).toEqual(after);
  });
});

const isSpeaking = ({ arm, decided }: ArmFigures): boolean => arm === "ask" && decided === 1;

const converted = (arm: ArmFigures, revenue: number): ArmFigures => ({
  ...arm,
  converted: arm.converted + 1,
  value: arm.value + revenue,
});
