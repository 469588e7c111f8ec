/** The install guide while a shop is being connected, and the event debugger beside it. */
import { afterAll, beforeAll, expect, test } from "vitest";
import { Demo } from "../../support/demo.ts";
import { DESKTOP } from "../../support/devices.ts";
import { Member } from "../../support/member.ts";
import { Operator } from "../../support/operator.ts";
import { buy, putIntoCart } from "../../support/shop.ts";
import { sendBadEvent } from "../../support/shop_day.ts";
import { Visitor } from "../../support/visitor.ts";

let demo: Demo;
let member: Member;
beforeAll(async () => {
  demo = await Demo.start();
  await demo.admin.pauseAll();
  member = await Member.ofDemo(demo.origin);
});
afterAll(() => demo?.stop());

test("the guide goes green while the shop is used, check by check, and says what is next", async () => {
  const operator = await Operator.signedIn(member);
  // A check that arrives changes its words, and what it had asked for goes.
  operator.watch.forgiveMovement();
  await operator.open("/install");
  const check = operator.page.getByRole("complementary", { name: operator.say("Live check") });
  const state = (source: string) =>
    check
      .getByRole("listitem")
      .filter({ hasText: operator.say(source) })
      .first()
      .getAttribute("data-state");
  expect(await state("Page views")).toBe("missing");
  const visitor = await Visitor.arrive(demo, DESKTOP);
  await putIntoCart(visitor);
  await check
    .locator("li[data-state=ok]")
    .filter({ hasText: operator.say("Page views") })
    .waitFor();
  await check
    .locator("li[data-state=ok]")
    .filter({ hasText: operator.say("Put into the cart") })
    .waitFor();
  expect(await state("Orders")).toBe("missing");
  await visitor.visit("/cart");
  await buy(visitor);
  for (const source of ["Orders", "Order numbers", "Amounts of orders", "Currency of orders"]) {
    await check
      .locator("li[data-state=ok]")
      .filter({ hasText: operator.say(source) })
      .first()
      .waitFor();
  }
  await operator.text("Everything arrives. Your shop is ready for its first campaign.").waitFor();
});

test("an event that was not understood stands in the debugger with its reason and its JSON", async () => {
  const operator = await Operator.signedIn(member);
  await operator.open("/install/events");
  await sendBadEvent({ origin: demo.origin, writeKey: demo.config.writeKey });
  const row = operator.page
    .locator("tr[data-index]")
    .filter({ hasText: operator.say("Not understood") })
    .first();
  await row.waitFor();
  await operator.press(row);
  const panel = operator.page.getByRole("dialog");
  await panel.getByText("device-of-a-mistake").first().waitFor();
  expect(await panel.innerText()).toContain(operator.say("Not understood"));
});
