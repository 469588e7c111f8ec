/** A demo after a short day: a member who was asked, answered and bought, some who are still there, one bad event. */
import type { Admin } from "./admin.ts";
import { Caller } from "./caller.ts";
import { visitorsArrive } from "./crowd.ts";
import { Demo } from "./demo.ts";
import { Member } from "./member.ts";
import { until } from "./until.ts";

export const CAMPAIGN = "cart-shipping";
export const SEGMENT = "cart-holders";

export interface ShopDay {
  demo: Demo;
  /** The demo's member at the console. */
  member: Member;
  /** Who was asked, answered and bought. */
  buyer: Caller;
  /** The buyer's profile. */
  profile: string;
}

export async function shopDay(visitorsHere = 12): Promise<ShopDay> {
  const demo = await Demo.start();
  const keys = { origin: demo.origin, ...demo.config };
  await visitorsArrive(keys, visitorsHere);
  return liveThrough(demo);
}

/** The same, after thirty days of simulated visitors, with a handful of them in the shop. */
export async function busyDay(patienceMs: number): Promise<ShopDay> {
  const demo = await Demo.start("on");
  await until("the last thirty days", async () => (await replayedDays(demo)) === 30, patienceMs);
  return liveThrough(demo);
}

async function replayedDays({ origin }: Demo): Promise<number> {
  const answer = await fetch(`${origin}/demo/replay.json`);
  return ((await answer.json()) as { days: number }).days;
}

async function liveThrough(demo: Demo): Promise<ShopDay> {
  await demo.admin.speakFreely();
  await demo.admin.changeCampaign(CAMPAIGN, { control: 0 });
  const keys = { origin: demo.origin, ...demo.config };
  const buyer = new Caller(keys, "device-of-aoi");
  await buyer.fillCart();
  await buyer.reply(await buyer.signal("hesitation", { score: 80 }), "shipping");
  await buyer.logIn("m-1001");
  await buyer.buy("o-1001");
  await buyer.visit("/");
  await sendBadEvent(keys);
  const profile = await profileOf(demo.admin, buyer);
  return { demo, member: await Member.ofDemo(demo.origin), buyer, profile };
}

export const profileOf = async (admin: Admin, { anonymousId }: Caller): Promise<string> =>
  (await admin.profile(anonymousId)).id;

/** An event without a name, as a shop's mistake sends it. */
export async function sendBadEvent({
  origin,
  writeKey,
}: {
  origin: string;
  writeKey: string;
}): Promise<void> {
  const batch = [{ type: "track", anonymousId: "device-of-a-mistake", messageId: `bad-${Date.now()}` }];
  const body = JSON.stringify({ writeKey, batch });
  const headers = { "content-type": "application/json" };
  const answer = await fetch(`${origin}/v1/batch`, { method: "POST", headers, body });
  await answer.body?.cancel();
}
