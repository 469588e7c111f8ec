/** Segments as an operator sees them: how many are in one, who, and who came and went. */
import { afterAll, beforeAll, expect, test } from "vitest";
import { Caller } from "../../support/caller.ts";
import { Demo } from "../../support/demo.ts";
import { Member } from "../../support/member.ts";
import { Operator } from "../../support/operator.ts";
import { SEGMENT } from "../../support/shop_day.ts";
import { until } from "../../support/until.ts";

let demo: Demo;
let member: Member;
beforeAll(async () => {
  demo = await Demo.start();
  member = await Member.ofDemo(demo.origin);
});
afterAll(() => demo?.stop());

interface Figures {
  key: string;
  size: number;
  entered_7d: number;
  left_7d: number;
}

async function figures(): Promise<Omit<Figures, "key"> | undefined> {
  const { segments } = await member.get<{ segments: Figures[] }>("/api/segments/figures");
  const found = segments.find(({ key }) => key === SEGMENT);
  return found && { size: found.size, entered_7d: found.entered_7d, left_7d: found.left_7d };
}

test("who fills a cart comes into the segment, who buys leaves it, and the page shows both", async () => {
  const door = { origin: demo.origin, ...demo.config };
  const [buyer, browser] = [new Caller(door, "who-buys"), new Caller(door, "who-does-not")];
  await buyer.fillCart();
  await browser.fillCart();
  await until("two in the segment", async () => (await figures())?.size === 2);
  await buyer.buy("o-1");
  await until("one in the segment", async () => (await figures())?.size === 1);
  expect(await figures()).toEqual({ size: 1, entered_7d: 2, left_7d: 1 });
  const operator = await Operator.signedIn(member);
  const { page, say } = operator;
  operator.watch.forgiveMovement();
  await operator.open("/");
  await operator.goTo("Segments");
  await operator.press(page.locator("tr[data-index]").filter({ hasText: "カートに品がある方" }));
  await page.getByRole("heading", { level: 1, name: "カートに品がある方" }).waitFor();
  await operator.settled();
  const shown = page.locator("main");
  for (const source of ["Visitors now", "Came in, 7 days", "Went out, 7 days"]) {
    await shown.getByText(say(source)).waitFor();
  }
  const people = page.getByRole("region", { name: say("Who is in it") });
  const { id } = await demo.admin.profile("who-does-not");
  await people.getByText(id.slice(0, 6)).waitFor();
  const gone = await demo.admin.profile("who-buys");
  expect(await people.getByText(gone.id.slice(0, 6)).count()).toBe(0);
});
