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

interface Report {
  week: { from: string; until: string };
  total: { visitors: number; held_out: number };
  changes: { campaign: string; kind: string }[];
  worked: unknown[];
  harmed: unknown[];
  watch: unknown[];
}

test("the report of the last week has the figures and changes of the API, and is of a Monday to a Sunday", async () => {
  const operator = await arrived();
  const { page, say } = operator;
  await operator.open("/effects/report");
  await operator.isAt("Weekly report");
  const told = await member.get<Report>("/api/effects/report");
  const days = [told.week.from, told.week.until].map((day) => new Date(day).getUTCDay());
  expect(days).toEqual([1, 0]);

  const figures = page.locator("main dl").first();
  const shown = (await figures.locator("dd").allInnerTexts()).map((text) => Number(text.replace(/\D/g, "")));
  expect(shown).toEqual([told.total.visitors, told.total.held_out]);
  const section = (title: string) =>
    page.locator("section").filter({ has: page.getByRole("heading", { name: say(title), exact: true }) });
  for (const [title, rows] of [
    ["What worked", told.worked],
    ["What did harm", told.harmed],
    ["Worth a look", told.watch],
    ["What was changed", told.changes],
  ] as const) {
    expect(await section(title).getByRole("listitem").count(), title).toBe(rows.length);
  }
});

test("on paper the report has its figures and nothing to press", async () => {
  const operator = await arrived();
  const { page, say } = operator;
  await operator.open("/effects/report");
  await operator.isAt("Weekly report");
  const print = page.getByRole("button", { name: say("Print"), exact: true });
  await print.waitFor();
  await page.emulateMedia({ media: "print" });
  await print.waitFor({ state: "hidden" });
  expect(await page.getByRole("heading", { name: say("What worked"), exact: true }).isVisible()).toBe(true);
  expect(await page.locator("button:visible").count()).toBe(0);
  expect(await page.getByRole("navigation").filter({ visible: true }).count()).toBe(0);
});
