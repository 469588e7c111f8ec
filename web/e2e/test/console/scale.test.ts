/**
 * Much of everything: ten thousand visitors who are here now, five hundred campaigns, a profile with twenty thousand
 * events. Figures are printed; the bounds are wide enough for a machine that does other things as well.
 */
import { afterAll, beforeAll, expect, test } from "vitest";
import { longHistory, publishCampaigns, visitorId, visitorsArrive } from "../../support/crowd.ts";
import { Demo } from "../../support/demo.ts";
import { type FrameTimes, framesWhileScrolling } from "../../support/frames.ts";
import { Member } from "../../support/member.ts";
import { Operator } from "../../support/operator.ts";
import { until } from "../../support/until.ts";

const VISITORS = 10_000;
const CAMPAIGNS = 500;
const EVENTS = 20_000;
const NOTCHES = process.env.KIZUKAI_SOAK ? 400 : 60;
/** Two frames of a screen with sixty a second: what a hand feels as one movement. */
const FLUID_MEDIAN_MS = 34;

let demo: Demo;
let member: Member;
beforeAll(async () => {
  demo = await Demo.start();
  const keys = { origin: demo.origin, ...demo.config };
  await publishCampaigns(keys, CAMPAIGNS);
  await longHistory(keys, "of-many-days", EVENTS);
  await visitorsArrive(keys, VISITORS);
  member = await Member.ofDemo(demo.origin);
}, 180_000);
afterAll(() => demo?.stop());

async function measured(
  path: string,
  rows: string,
): Promise<{ operator: Operator; firstRowMs: number; frames: FrameTimes }> {
  const operator = await Operator.signedIn(member);
  const { page } = operator;
  // Rows that come into the page while a hand scrolls are no movement of what was there.
  operator.watch.forgiveMovement();
  await operator.open("/");
  const start = performance.now();
  await page.goto(`${demo.origin}/console${path}`);
  await page.locator(rows).first().waitFor();
  const firstRowMs = Math.round(performance.now() - start);
  await operator.settled();
  const box = await page.locator(rows).first().boundingBox();
  const frames = await framesWhileScrolling(page, (box?.x ?? 0) + 200, (box?.y ?? 0) + 20, NOTCHES);
  console.log(`${path}: first row after ${firstRowMs} ms; frames while scrolling:`, frames);
  return { operator, firstRowMs, frames };
}

test("ten thousand visitors on the live list scroll evenly, and the last is found", async () => {
  const { operator, frames } = await measured("/visitors", "[data-index]");
  expect(frames.medianMs).toBeLessThanOrEqual(FLUID_MEDIAN_MS);
  const { page } = operator;
  expect(await page.locator("[data-index]").count()).toBeLessThan(200);
  await page.locator("[data-index]").first().focus();
  await page.keyboard.press("End");
  await until("the last row", () =>
    page
      .locator(`[data-index="${VISITORS}"]`)
      .or(page.locator(`[data-index="${VISITORS - 1}"]`))
      .count(),
  );
}, 120_000);

test("five hundred campaigns scroll evenly", async () => {
  const { frames } = await measured("/campaigns", "[data-index]");
  expect(frames.medianMs).toBeLessThanOrEqual(FLUID_MEDIAN_MS);
}, 120_000);

test("a profile with twenty thousand events opens at once and scrolls evenly", async () => {
  const { id } = await demo.admin.profile("of-many-days");
  const { frames } = await measured(`/visitors/${id}?kind=profile`, "main li, main [data-index]");
  expect(frames.medianMs).toBeLessThanOrEqual(FLUID_MEDIAN_MS);
}, 120_000);

test("ten thousand visitors were really there", async () => {
  const { total } = await member.get<{ total: number }>("/api/visitors?limit=1");
  expect(total).toBeGreaterThanOrEqual(VISITORS);
  expect((await demo.admin.profile(visitorId(VISITORS - 1))).anonymousIds).toHaveLength(1);
});
