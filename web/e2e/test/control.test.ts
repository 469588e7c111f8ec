/** The hidden control: as much a decision as a show, and nothing to see. */
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { Demo } from "../support/demo.ts";
import { DEVICES } from "../support/devices.ts";
import { anyMessage, dialogue } from "../support/dialogue.ts";
import { waver } from "../support/hand.ts";
import { buy, putIntoCart } from "../support/shop.ts";
import { Visitor } from "../support/visitor.ts";

const CAMPAIGN = "cart-shipping";
let demo: Demo;

beforeAll(async () => {
  demo = await Demo.start();
  await demo.admin.pauseAll();
  await demo.admin.speakFreely();
  await demo.admin.changeCampaign(CAMPAIGN, { status: "running", control: 100 });
});
afterAll(() => demo?.stop());

describe.each(DEVICES)("on a $name", (device) => {
  test("a control visitor is treated like any other, sees nothing and has exactly one ghost exposure", async () => {
    const visitor = await Visitor.arrive(demo, device);
    await putIntoCart(visitor);
    const { response } = await visitor.visit("/cart");
    expect(response.armed.map(({ campaign }) => campaign)).toEqual([CAMPAIGN]);

    const before = visitor.exchanges.length;
    await waver(visitor);
    const { response: decided } = await visitor.answered("the hesitation", before, ({ type, name }) => {
      return type === "signal" && name === "hesitation";
    });
    expect(decided.show).toEqual([]);

    expect((await visitor.reload()).response.show).toEqual([]);
    expect(await anyMessage(visitor.page).count()).toBe(0);
    const id = await visitor.anonymousId();
    const { [CAMPAIGN]: state } = (await demo.admin.profile(id)).campaigns;
    expect(state).toMatchObject({ control: true, exposures: 0, ghosts: 1, seen_at: null, enrolment: null });
    const outcomes = (await demo.admin.decisions(id, CAMPAIGN)).map(({ outcome }) => outcome);
    expect(outcomes).toEqual(["ghost"]);
  });
});

test("buying counts for the control as for the others, and for it alone", async () => {
  const { admin } = demo;
  const [desktop] = DEVICES;
  if (!desktop) throw new Error("no device");
  await admin.changeCampaign(CAMPAIGN, { control: 100 });
  const silent = await Visitor.arrive(demo, desktop);
  await putIntoCart(silent);
  await silent.visit("/cart");
  await waver(silent);
  await silent.answered("the hesitation", 0, ({ name }) => name === "hesitation");

  // The draw is sticky: from here on newcomers are spoken to, and this visitor stays in the control.
  await admin.changeCampaign(CAMPAIGN, { control: 0 });
  const spoken = await Visitor.arrive(demo, desktop);
  await putIntoCart(spoken);
  await spoken.visit("/cart");
  await waver(spoken);
  await dialogue(spoken.page).waitFor();
  await spoken.press(dialogue(spoken.page).getByRole("button", { name: "大丈夫です" }));
  await dialogue(spoken.page).waitFor({ state: "detached" });

  const before = await admin.results(CAMPAIGN);
  const bySilent = await buy(silent);
  const between = await admin.results(CAMPAIGN);
  expect(changed(before, between)).toEqual([{ control: true, converted: 1, value: bySilent }]);
  const bySpoken = await buy(spoken);
  expect(changed(between, await admin.results(CAMPAIGN))).toEqual([
    { control: false, converted: 1, value: bySpoken },
  ]);
});

type Figures = Awaited<ReturnType<Demo["admin"]["results"]>>;

/** By how much the goals of each arm of each phase grew, where they did. */
function changed(before: Figures, after: Figures): object[] {
  return after.flatMap((arm, index) => {
    const old = before[index];
    if (!old || old.arm !== arm.arm || old.phase !== arm.phase)
      throw new Error("the arms themselves changed");
    const grown = { converted: arm.converted - old.converted, value: arm.value - old.value };
    return grown.converted === 0 && grown.value === 0 ? [] : [{ control: arm.control, ...grown }];
  });
}
