import { expect, it } from "vitest";
import type { WhyItem } from "../../../api/types";
import { byNearness, standingOf } from "./standing";

const item = (campaign: string, about: Partial<WhyItem>): WhyItem => ({
  campaign,
  name: campaign,
  speaks: false,
  gate: "trigger",
  arm: null,
  control: false,
  reason: "",
  code: "no_trigger",
  details: {},
  leaf: null,
  holder: null,
  gates: [
    { gate: "audience", state: "passed" },
    { gate: "trigger", state: "waits" },
  ],
  audience: [],
  last_decision: null,
  ...about,
});

const ready = item("ready", {});
const control = item("control", { control: true });
const capped = item("capped", {
  code: "cap",
  gates: [
    { gate: "audience", state: "passed" },
    { gate: "trigger", state: "waits" },
    { gate: "caps", state: "failed" },
  ],
});
const outside = item("outside", { code: "audience", gates: [{ gate: "audience", state: "failed" }] });
const talking = item("talking", { code: "open_step", gates: [{ gate: "rivals", state: "failed" }] });

it.each([
  [ready, "ready"],
  [control, "control"],
  [capped, "silent"],
  [outside, "silent"],
  [talking, "talking"],
])("%j stands so", (one, standing) => {
  expect(standingOf(one)).toBe(standing);
});

it("reads first who speaks, then who is nearest to it", () => {
  const order = byNearness([outside, capped, control, ready, talking]).map((one) => one.campaign);
  expect(order).toEqual(["talking", "ready", "control", "capped", "outside"]);
});
