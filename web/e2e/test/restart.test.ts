/** The server is killed in the middle of a dialogue and started again on the same folder and port. */
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { Demo } from "../support/demo.ts";
import { DEVICES } from "../support/devices.ts";
import { answer, dialogue } from "../support/dialogue.ts";
import { onEvent, twoSteps } from "../support/messages.ts";
import { until } from "../support/until.ts";
import { type ShopWindow, Visitor } from "../support/visitor.ts";

const CAMPAIGN = "through-restart";
let demo: Demo;

beforeAll(async () => {
  demo = await Demo.start();
  await demo.admin.speakFreely();
  await demo.admin.pauseAll();
  await demo.admin.putCampaign(CAMPAIGN, onEvent("Ask", twoSteps("corner")));
});
afterAll(() => demo?.stop());

describe.each(DEVICES)("on a $name", (device) => {
  test("the dialogue goes on after a restart, and what happened meanwhile arrives", async () => {
    const visitor = await Visitor.arrive(demo, device);
    visitor.forgive(/ERR_(CONNECTION_|EMPTY_RESPONSE|INCOMPLETE)/);
    await visitor.visit("/cart");
    await visitor.track("Ask");
    await visitor.press(answer(visitor.page, "くわしく"));
    await dialogue(visitor.page).filter({ hasText: "ふたつめ" }).waitFor();
    const { origin, config } = demo;

    await demo.kill();
    const refused = visitor.page.waitForEvent("requestfailed");
    await visitor.page.evaluate(() => (window as unknown as ShopWindow).kizukai.track("Meanwhile"));
    await refused;
    await demo.startAgain();
    expect({ origin: demo.origin, config: demo.config }).toEqual({ origin, config });

    const { response } = await visitor.reload();
    expect(response.show).toMatchObject([{ campaign: CAMPAIGN, step: "second", resumed: true }]);
    await dialogue(visitor.page).filter({ hasText: "ふたつめ" }).waitFor();
    await visitor.press(answer(visitor.page, "わかりました"));
    await dialogue(visitor.page).waitFor({ state: "detached" });
    const id = await visitor.anonymousId();
    const profile = await until("the end of the dialogue", async () => {
      const found = await demo.admin.profile(id);
      return found.campaigns[CAMPAIGN]?.enrolment === null && found;
    });
    expect(profile.answers[CAMPAIGN]).toMatchObject({ first: { choice: "more" }, second: { choice: "ok" } });
    expect(profile.campaigns[CAMPAIGN]).toMatchObject({ exposures: 1 });
    const meanwhile = (await demo.admin.history(id)).filter(({ event }) => event === "Meanwhile");
    expect(meanwhile).toHaveLength(1);
  });
});
