import { expect, it } from "vitest";
import { segmentsIn, usersOf } from "./usage";

it.each([
  [{ audience: { $segment: "a" } }, ["a"]],
  [{ audience: { $or: [{ $segment: "a" }, { $not: { $segment: "b" } }] } }, ["a", "b"]],
  [{ trigger: { where: { segments: { $all: ["a", "c"] } } } }, ["a", "c"]],
  [{ audience: { segments: "a" } }, ["a"]],
  [{ audience: { "traits.segment": "a" } }, []],
  [null, []],
])("finds the segments in %j", (text, keys) => {
  expect([...segmentsIn(text)].sort()).toEqual(keys);
});

it("names the users of each segment", () => {
  const text = (key: string, audience: unknown) => ({
    key,
    kind: "campaign",
    phase: 1,
    version: 1,
    published_at: "",
    text: { audience },
  });
  const users = usersOf([text("one", { $segment: "a" }), text("two", { $segment: "a" }), text("three", {})]);
  expect(users.get("a")).toEqual(["one", "two"]);
  expect(users.has("b")).toBe(false);
});
