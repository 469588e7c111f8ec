import { describe, expect, it } from "vitest";
import type { Words } from "../words";
import { conditionLine, conditionTree, foundWords, lineWords } from ".";
import { SPOKEN_OPERATORS } from "./predicate";

const SEGMENTS: Record<string, string> = { repeaters: "二度目からの方" };

function wordsIn(language: "ja" | "en"): Words {
  return {
    language,
    currency: "JPY",
    timeZone: "Asia/Tokyo",
    segment: (key) => SEGMENTS[key] ?? key,
    campaign: (key) => (key === "gift" ? "ギフトの相談" : key),
  };
}

type Case = [condition: unknown, ja: string, en: string];

const CASES: Record<string, Case[]> = {
  "attributes with their units": [
    [{ "cart.subtotal": { $gte: 5000 } }, "カートの合計が5,000円以上", "The cart total is ¥5,000 or more"],
    [
      { "cart.subtotal": { $gt: 1234.5 } },
      "カートの合計が1,234.5円を超える",
      "The cart total is more than ¥1,234.5",
    ],
    [
      { "cart.quantity": { $gt: 0 } },
      "カートの点数が1点以上",
      "The number of items in the cart is 1 or more",
    ],
    [{ "visit.count": { $lt: 3 } }, "訪問の回数が3回未満", "The number of visits is less than 3"],
    [{ "visit.page_count": 1 }, "この訪問で見たページ数が1ページ", "The number of pages in this visit is 1"],
    [
      { "visit.duration_s": { $gte: 90 } },
      "この訪問の長さが1分30秒以上",
      "The length of this visit is 1 minute 30 seconds or more",
    ],
    [{ "visit.utm.source": "mail" }, "流入元（utm.source）が「mail」", "The visit’s utm.source is “mail”"],
    [
      { "orders.revenue": { $lte: 0 } },
      "これまでの購入額が0円以下",
      "The amount bought so far is ¥0 or less",
    ],
    [
      { "orders.last_at": { $lt: "2026-11-01T00:00:00+09:00" } },
      "最後の購入が2026年11月1日より前",
      "The last order is before November 1, 2026",
    ],
    [
      { "now.hour": { $gte: 18, $lt: 22 } },
      "いまの時刻が18時以降22時より前",
      "The time of day is 18:00 or later and is before 22:00",
    ],
    [
      { "now.weekday": { $in: [6, 7] } },
      "きょうの曜日が土曜日・日曜日のどれか",
      "The day of the week is one of Saturday, Sunday",
    ],
    [{ "traits.rank": "gold" }, "会員ランクが「gold」", "The membership rank is “gold”"],
    [{ "traits.shoe_size": 24 }, "「shoe_size」が24", "The “shoe_size” is 24"],
    [{ "device.os": { $ne: "iOS" } }, "端末のOSが「iOS」以外", "The device’s operating system is not “iOS”"],
    [{ "page.query.q": { $exists: true } }, "URLの「q」がある", "The URL’s q is set"],
    [
      { "event.properties.results": 0 },
      "きっかけの検索結果の件数が0",
      "The trigger’s number of results is 0",
    ],
    [
      { "answers.gift.ask": "yes" },
      "「ギフトの相談」への答え（ask）が「yes」",
      "The answer to “ギフトの相談” (ask) is “yes”",
    ],
    [
      { segments: "repeaters" },
      "入っているセグメントが「二度目からの方」",
      "The visitor’s list of segments is “二度目からの方”",
    ],
  ],
  "every operator": [
    [{ "traits.rank": { $eq: null } }, "会員ランクがない", "The membership rank is not set"],
    [
      { "traits.rank": { $in: ["gold", "silver"] } },
      "会員ランクが「gold」「silver」のどれか",
      "The membership rank is one of “gold”, “silver”",
    ],
    [{ "traits.rank": { $in: ["gold"] } }, "会員ランクが「gold」", "The membership rank is “gold”"],
    [
      { "traits.rank": { $nin: ["gold", "silver"] } },
      "会員ランクが「gold」「silver」のどれでもない",
      "The membership rank is none of “gold”, “silver”",
    ],
    [
      { "traits.rank": { $ini: ["GOLD"] } },
      "会員ランクが「GOLD」（大文字と小文字を区別しない）",
      "The membership rank is “GOLD” (in any case)",
    ],
    [
      { "traits.rank": { $nini: ["GOLD"] } },
      "会員ランクが「GOLD」以外（大文字と小文字を区別しない）",
      "The membership rank is not “GOLD” (in any case)",
    ],
    [{ "traits.rank": { $exists: false } }, "会員ランクがない", "The membership rank is not set"],
    [{ "traits.points": { $type: "number" } }, "ポイントの種類が数", "The points is a number"],
    [{ "traits.tags": { $size: 2 } }, "「tags」の数が2", "The “tags” has a length that is 2"],
    [
      { "traits.tags": { $size: { $gte: 2 } } },
      "「tags」の数が2以上",
      "The “tags” has a length that is 2 or more",
    ],
    [
      { "traits.tags": { $all: ["a", "b"] } },
      "「tags」に「a」と「b」がすべて含まれる",
      "The “tags” contains all of “a” and “b”",
    ],
    [
      { "traits.tags": { $alli: ["a"] } },
      "「tags」に「a」がすべて含まれる（大文字と小文字を区別しない）",
      "The “tags” contains all of “a” (in any case)",
    ],
    [
      { "cart.items": { $elemMatch: { price: { $gte: 3000 } } } },
      "カートの品に「価格が3,000円以上」ものがある",
      "The list of items in the cart has an entry for which price is ¥3,000 or more",
    ],
    [
      { "traits.rank": { $not: { $regex: "^go" } } },
      "会員ランクが「go」で始まらない",
      "The membership rank does not begin with “go”",
    ],
    [
      { "traits.app": { $vgte: "2.1.0" } },
      "「app」のバージョンが2.1.0以降",
      "The “app” is version 2.1.0 or newer",
    ],
    [
      { "traits.app": { $vne: "2.1.0" } },
      "「app」のバージョンが2.1.0ではない",
      "The “app” is not version 2.1.0",
    ],
    [{ "traits.id": { $inGroup: "vip" } }, "「id」がグループ「vip」にある", "The “id” is in the group “vip”"],
    [
      { "traits.id": { $notInGroup: "vip" } },
      "「id」がグループ「vip」にない",
      "The “id” is not in the group “vip”",
    ],
    [
      { "traits.rank": { $near: 3 } },
      "会員ランクに「$near 3」が当てはまる",
      "The membership rank satisfies $near 3",
    ],
  ],
  "patterns that people mean": [
    [
      { "page.path": { $regex: "^/cart" } },
      "見ているページが「/cart」で始まる",
      "The page begins with “/cart”",
    ],
    [
      { "page.path": { $regex: "^/products/." } },
      "見ているページが「/products/」の下",
      "The page is below “/products/”",
    ],
    [
      { "page.path": { $regex: "\\.html$" } },
      "見ているページが「.html」で終わる",
      "The page ends with “.html”",
    ],
    [{ "page.path": { $regex: "^/sale$" } }, "見ているページが「/sale」", "The page is “/sale”"],
    [
      { "page.path": { $regexi: "sale" } },
      "見ているページが「sale」を含む（大文字と小文字を区別しない）",
      "The page contains “sale” (in any case)",
    ],
    [
      { "page.path": { $regex: "^/(cart|checkout)" } },
      "見ているページが「/cart」「/checkout」のどれかで始まる",
      "The page begins with one of “/cart”, “/checkout”",
    ],
    [
      { "page.path": { $regex: "^/p/\\d+$" } },
      "見ているページが正規表現 /^/p/\\d+$/ に合う",
      "The page matches /^/p/\\d+$/",
    ],
  ],
  "events with windows": [
    [
      {
        $event: {
          name: "Product Viewed",
          where: { "properties.category": "shoes" },
          within: "7d",
          count: { $gte: 3 },
        },
      },
      "過去7日間に「商品の閲覧」（カテゴリが「shoes」）が3回以上",
      "“Product viewed” (the category is “shoes”) happened 3 or more times in the last 7 days",
    ],
    [
      { $event: { name: "Order Completed", count: { $eq: 0 } } },
      "これまでに「購入」がない",
      "“Order completed” did not happen",
    ],
    [
      { $event: { name: "Order Completed", within: "24h" } },
      "過去24時間に「購入」がある",
      "“Order completed” happened in the last 24 hours",
    ],
    [
      { $event: { name: "Cart Viewed", within: "30m", count: 2 } },
      "過去30分に「カートの閲覧」が2回",
      "“Cart viewed” happened 2 times in the last 30 minutes",
    ],
    [
      { $event: { name: "X", count: { $gte: 2, $lt: 5 } } },
      "これまでに「X」が2回以上5回未満",
      "“X” happened 2 or more and less than 5 times",
    ],
    [
      { $not: { $event: { name: "Order Completed" } } },
      "これまでに「購入」がない",
      "“Order completed” did not happen",
    ],
    [
      {
        $event: {
          name: "Product Viewed",
          where: { $or: [{ "properties.brand": "A" }, { "page.path": "/b" }] },
        },
      },
      "これまでに「商品の閲覧」（ブランドが「A」、または見ているページが「/b」）がある",
      "“Product viewed” (the brand is “A” or the page is “/b”) happened",
    ],
  ],
  "sequences and segments": [
    [
      {
        $sequence: {
          steps: [{ name: "Product Viewed" }, { name: "Cart Viewed" }],
          within: "30m",
          since: "24h",
        },
      },
      "過去24時間に「商品の閲覧」 → 「カートの閲覧」の順（30分以内）がある",
      "“Product viewed” → “Cart viewed” happened in this order within 30 minutes, in the last 24 hours",
    ],
    [
      { $segment: "repeaters" },
      "セグメント「二度目からの方」に入っている",
      "The visitor is in the segment “二度目からの方”",
    ],
    [{ $not: { $segment: "x" } }, "セグメント「x」に入っていない", "The visitor is not in the segment “x”"],
  ],
  groups: [
    [{}, "すべての来訪者", "Every visitor"],
    [
      { "cart.subtotal": { $gte: 5000 }, $or: [{ "traits.rank": "gold" }, { "visit.count": { $gte: 3 } }] },
      "カートの合計が5,000円以上、かつ（会員ランクが「gold」、または訪問の回数が3回以上）",
      "The cart total is ¥5,000 or more and (the membership rank is “gold” or the number of visits is 3 or more)",
    ],
    [
      { $nor: [{ "traits.rank": "gold" }, { $segment: "x" }] },
      "（会員ランクが「gold」、セグメント「x」に入っている）のどれでもない",
      "None of (the membership rank is “gold”, the visitor is in the segment “x”)",
    ],
    [
      { $not: { "traits.a": 1, "traits.b": 2 } },
      "（「a」が1、かつ「b」が2）ではない",
      "Not (the “a” is 1 and the “b” is 2)",
    ],
    [{ $not: { $not: { "traits.a": 1 } } }, "「a」が1", "The “a” is 1"],
    [
      { "cart.subtotal": { $gte: 3500, $lt: 5500 } },
      "カートの合計が3,500円以上5,500円未満",
      "The cart total is ¥3,500 or more and is less than ¥5,500",
    ],
    [
      { $not: { "cart.subtotal": { $gte: 3500, $lt: 5500 } } },
      "カートの合計が3,500円以上5,500円未満ではない",
      "The cart total does not satisfy: is ¥3,500 or more and is less than ¥5,500",
    ],
  ],
  "what is not understood": [
    [
      3,
      "理解できない条件（決して当てはまりません）: 3",
      "A condition that is not understood (it never holds): 3",
    ],
    [
      { $event: { within: "7d" } },
      '理解できない条件（決して当てはまりません）: {"$event":{"within":"7d"}}',
      'A condition that is not understood (it never holds): {"$event":{"within":"7d"}}',
    ],
    [
      { $jump: 1 },
      '理解できない条件（決して当てはまりません）: {"$jump":1}',
      'A condition that is not understood (it never holds): {"$jump":1}',
    ],
  ],
};

describe.each(Object.entries(CASES))("a condition in words: %s", (_, cases) => {
  it.each(cases)("%j", (condition, ja, en) => {
    expect(conditionLine(wordsIn("ja"), condition)).toBe(ja);
    expect(conditionLine(wordsIn("en"), condition)).toBe(en);
  });
});

describe("a condition as a tree", () => {
  it("has a heading for each group and knows the place of each leaf", () => {
    const tree = conditionTree(wordsIn("ja"), {
      "cart.subtotal": { $gte: 5000 },
      $or: [{ "traits.rank": "gold" }, { $nor: [{ $segment: "a" }, { $segment: "b" }] }],
    });
    expect(tree.text).toBe("次のすべてに当てはまる");
    expect(tree.children.map((child) => [child.at, child.text])).toEqual([
      ["cart.subtotal", "カートの合計が5,000円以上"],
      ["$or", "次のどれかに当てはまる"],
    ]);
    const inner = tree.children[1]?.children ?? [];
    expect(inner.map((child) => child.at)).toEqual(["$or[0].traits.rank", "$or[1].$nor"]);
    expect(inner[1]?.text).toBe("次のどれにも当てはまらない");
  });
});

it("speaks every operator of the condition language", () => {
  const language =
    "$eq $ne $lt $lte $gt $gte $in $nin $ini $nini $regex $regexi $exists $type $size $all $alli $elemMatch $not " +
    "$veq $vne $vgt $vgte $vlt $vlte $inGroup $notInGroup";
  expect([...SPOKEN_OPERATORS].sort()).toEqual(language.split(" ").sort());
});

describe("what was found at a leaf", () => {
  const leaf = (path: string, operator: string, expected: unknown, found?: unknown) => ({
    at: "",
    path,
    operator,
    expected,
    found,
    negated: false,
  });
  it.each([
    [leaf("cart.subtotal", "$gte", 5000, 3200), "カートの合計が5,000円以上", "いまは3,200円", "now ¥3,200"],
    [leaf("traits.rank", "$eq", "gold"), "会員ランクが「gold」", "いまは値がありません", "now not set"],
    [
      leaf("$segment repeaters", "$segment", "repeaters", false),
      "セグメント「二度目からの方」に入っている",
      "いまは入っていません",
      "now is not in it",
    ],
    [
      leaf("$event Product Viewed within 7d", "$gte", 3, 1),
      "過去7日間に「商品の閲覧」が3回以上",
      "いまは1回",
      "now 1 time",
    ],
    [leaf("$event Order Completed", "$eq", 0, 2), "これまでに「購入」がない", "いまは2回", "now 2 times"],
    [
      leaf("$sequence", "$sequence", { steps: [{ name: "A" }], within: "1h" }, false),
      "これまでに「A」の順（1時間以内）がある",
      "いまはありません",
      "now it did not happen",
    ],
  ])("%j", (explained, demand, ja, en) => {
    expect(lineWords(wordsIn("ja"), explained)).toBe(demand);
    expect(foundWords(wordsIn("ja"), explained)).toBe(ja);
    expect(foundWords(wordsIn("en"), explained)).toBe(en);
  });

  it("names what an event is narrowed to when the condition is at hand", () => {
    const event = {
      name: "Product Viewed",
      where: { "properties.category": "shoes" },
      within: "7d",
      count: { $gte: 3 },
    };
    const explained = {
      ...leaf("$event Product Viewed within 7d", "$gte", 3, 1),
      at: "$or[0].$event.count.$gte",
    };
    expect(lineWords(wordsIn("ja"), explained, { $or: [{ $event: event }, { "traits.a": 1 }] })).toBe(
      "過去7日間に「商品の閲覧」（カテゴリが「shoes」）が3回以上",
    );
  });
});
