import { expect, it } from "vitest";
import { liveVisitor } from "./fixtures";
import { taken } from "./queries";

const now = new Date().toISOString();
const row = (profile: string, path: string) =>
  liveVisitor({ profile, last_at: now, page: { path, title: "", url: "" } });
const answer = (visitors: ReturnType<typeof row>[], gone: string[]) => ({
  total: 0,
  cursor: "1",
  window_s: 1_800,
  visitors,
  gone,
});

it("takes out who is gone, and keeps who came back since", () => {
  const before = taken(undefined, answer([row("erased", "/"), row("back", "/"), row("other", "/")], []));
  const after = taken(before, answer([row("back", "/cart")], ["erased", "back"]));
  expect([...after.keys()]).toEqual(["other", "back"]);
  expect(after.get("back")?.page?.path).toBe("/cart");
});
