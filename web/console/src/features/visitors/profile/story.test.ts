import { expect, it } from "vitest";
import { plainWords as wordsIn } from "../../../words/plain";
import { storyOf, type Told } from "./story";

const moments = { day: (at: string) => at.slice(5, 10), when: (at: string) => at.slice(11, 16) };

const told = (about: Partial<Told>): Told => ({
  firstSeen: "2026-11-22T05:00:00Z",
  lastSeen: "2026-11-30T02:30:00Z",
  visits: { count: 1, current: null },
  cart: { subtotal: 0, quantity: 0 },
  orders: { count: 0, revenue: 0 },
  ...about,
});

it.each<[Partial<Told>, string, string]>([
  [{}, "11-22に初めて来ました。最後の動きは02:30です。", "First came on 11-22. Last acted 02:30."],
  [
    {
      visits: {
        count: 1,
        current: {
          ongoing: true,
          referrer: "https://search.example/?q=器",
          utm: {},
          page: { title: "皿", path: "/p" },
        },
      },
      cart: { subtotal: 1980, quantity: 1 },
    },
    "11-22にsearch.exampleから初めて来ました。いま「皿」を見ています。カートに1点、1,980円分が入っています。",
    "First came on 11-22 from search.example. Is now on “皿”. The cart holds 1 item for ¥1,980.",
  ],
  [
    { visits: { count: 5, current: null }, orders: { count: 2, revenue: 12000 } },
    "11-22に初めて来て、これまでに5回訪れています。購入は2回、合わせて12,000円です。最後の動きは02:30です。",
    "First came on 11-22 and has visited 5 times. Bought 2 times for ¥12,000. Last acted 02:30.",
  ],
  [
    { visits: { count: 1, current: { ongoing: false, utm: { source: "mail" } } } },
    "11-22にmailから初めて来ました。最後の動きは02:30です。",
    "First came on 11-22 from mail. Last acted 02:30.",
  ],
  [
    { visits: { count: 3, current: null }, lastSeen: null, firstSeen: null },
    "購入はまだありません。",
    "Has not bought yet.",
  ],
])("tells the story of %j", (about, ja, en) => {
  expect(storyOf(wordsIn("ja"), told(about), moments)).toBe(ja);
  expect(storyOf(wordsIn("en"), told(about), moments)).toBe(en);
});
