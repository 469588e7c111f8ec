import { expect, test } from "vitest";
import { plainWords as words } from "../../words/plain";
import { partSentence } from "./sentences";

test("the part of care says when a visitor leaves the scenario, and nothing of it where the text does not", () => {
  const caps = [{ max: 1, per: "24h" }];
  const exit = { "orders.count": { $gt: 0 } };
  expect(partSentence(words("ja"), "care", { caps, exit })).toBe(
    "24時間に1回まで・途中でやめる条件: 購入の回数が1回以上",
  );
  expect(partSentence(words("en"), "care", { exit })).toBe("No more once: The number of orders is 1 or more");
  expect(partSentence(words("ja"), "care", { caps, exit: {} })).toBe("24時間に1回まで");
});
