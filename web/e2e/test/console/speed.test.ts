/** What a browser loads at first, and how long a change of page takes. Figures are printed; goals are asserted. */
import { afterAll, beforeAll, expect, test } from "vitest";
import { scriptBytes } from "../../support/line.ts";
import { Operator } from "../../support/operator.ts";
import { median, type RouteTime, startRouteClock, timeRoute } from "../../support/route_clock.ts";
import { type ShopDay, shopDay } from "../../support/shop_day.ts";

const FIRST_LOAD_BYTES = 300_000;
const ROUTE_MS = 200;
/** The best of so many counts: how long the console takes, and not what else the machine does meanwhile. */
const ROUNDS = 5;

let day: ShopDay;
beforeAll(async () => {
  day = await shopDay(200);
});
afterAll(() => day?.demo.stop());

test("the first page needs at most 300 KB of compressed JavaScript", async () => {
  const operator = await Operator.signedIn(day.member);
  const bytes = await scriptBytes(operator.page);
  await operator.open("/");
  console.log(`first load of the home page: ${bytes()} bytes of JavaScript over the line`);
  expect(bytes()).toBeGreaterThan(10_000);
  expect(bytes()).toBeLessThanOrEqual(FIRST_LOAD_BYTES);
});

test("every change of page shows the new page within 200 ms", async () => {
  const operator = await Operator.signedIn(day.member);
  const { page } = operator;
  // How pages load is looked at elsewhere; here it is the clock that counts.
  operator.watch.forgiveMovement();
  await startRouteClock(page);
  await operator.open("/");
  const times = new Map<string, RouteTime[]>();
  const navigation = page.getByRole("navigation", { name: operator.say("Main"), exact: true });
  const visit = async (href: string): Promise<void> => {
    const time = await timeRoute(page, () => navigation.locator(`a[href="/console${href}"]`).click());
    times.set(href, [...(times.get(href) ?? []), time]);
  };
  const openFirstRow = async (list: string): Promise<void> => {
    const row = page.locator("[data-index='0']");
    const time = await timeRoute(page, () => row.click({ position: { x: 30, y: 12 } }));
    times.set(`${list}/…`, [...(times.get(`${list}/…`) ?? []), time]);
  };
  for (let round = 0; round < ROUNDS; round++) {
    await visit("/visitors");
    await openFirstRow("/visitors");
    await visit("/segments");
    await openFirstRow("/segments");
    await visit("/campaigns");
    await openFirstRow("/campaigns");
    await visit("/install");
    await visit("/settings");
    await visit("/");
  }
  const table = [...times].map(([route, found]) => {
    const heading = found.map(({ headingMs }) => Math.round(headingMs));
    const best = Math.min(...heading);
    return { route, first: heading[0], best, median: median(heading), max: Math.max(...heading) };
  });
  console.table(table);
  const all = [...times.values()].flat().map(({ headingMs }) => Math.round(headingMs));
  console.log(
    `changes of page: median ${median(all)} ms, longest ${Math.max(...all)} ms, ${all.length} in all`,
  );
  expect(table.filter(({ best }) => best >= ROUTE_MS)).toEqual([]);
});
