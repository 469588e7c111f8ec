/** Effects and trends as an operator sees them: young figures without a verdict, and counts as fresh as the last event. */
import { afterAll, beforeAll, expect, test } from "vitest";
import { Caller } from "../../support/caller.ts";
import { Demo } from "../../support/demo.ts";
import { Member } from "../../support/member.ts";
import { Operator } from "../../support/operator.ts";
import { CAMPAIGN } from "../../support/shop_day.ts";

let demo: Demo;
let member: Member;
beforeAll(async () => {
  demo = await Demo.start();
  member = await Member.ofDemo(demo.origin);
  const door = { origin: demo.origin, ...demo.config };
  for (const who of ["hanako", "taro"]) {
    const visitor = new Caller(door, who);
    await visitor.fillCart();
    await visitor.buy(`order-${who}`, 5_000);
  }
});
afterAll(() => demo?.stop());

async function arrived(): Promise<Operator> {
  const operator = await Operator.signedIn(member);
  operator.watch.forgiveMovement();
  return operator;
}

test("what was bought a moment ago is in the trend, split by what came with it, with a table beside", async () => {
  const operator = await arrived();
  const { page, say } = operator;
  await operator.open("/trends?event=Order%20Completed&measure=sum&of=properties.revenue");
  await operator.isAt("Trends");
  const table = page.getByRole("table");
  const together = table.getByRole("row").filter({ hasText: say("Together") });
  await together.getByText("10,000").waitFor();
  await operator.open("/trends?event=Product%20Viewed&split=properties.product_id");
  await table.getByRole("columnheader", { name: "kohiki-rice-bowl" }).waitFor();
});

test("a campaign that has reached nobody says so, in the list and on its own page", async () => {
  const operator = await arrived();
  const { page, say } = operator;
  await operator.open("/effects");
  await operator.isAt("Effects");
  await page.getByRole("heading", { name: say("Campaign by campaign") }).waitFor();
  await operator.open(`/campaigns/${CAMPAIGN}/effect`);
  await operator.settled();
  expect(await page.getByText("まだだれにも接触していません").count()).toBeGreaterThan(0);
});

test("the report opens, and is of a week that begins on a Monday", async () => {
  const operator = await arrived();
  await operator.open("/effects/report");
  await operator.settled();
  const told = await member.get<{ week: { from: string; until: string } }>("/api/effects/report");
  expect(new Date(told.week.from).getUTCDay()).toBe(1);
});
