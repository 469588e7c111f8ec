import { describe, expect, it } from "vitest";
import type { ArmResults } from "../../api/types";
import { armFigures, comparable, reachOf } from "./figures";

const arm = (name: string, decided: number, converted = 0, value = 0): ArmResults => ({
  arm: name,
  control: name === "control",
  assigned: decided,
  decided,
  seen: decided,
  converted,
  value,
  crossed: 0,
});

describe("figures of arms", () => {
  it("puts the control last and divides by those decided", () => {
    const [ask, control] = armFigures([arm("control", 40, 18, 8_000), arm("ask", 128, 84, 64_000)]);
    expect(ask).toMatchObject({ arm: "ask", rate: 84 / 128, valueEach: 500 });
    expect(control).toMatchObject({ arm: "control", rate: 0.45, valueEach: 200 });
  });

  it("has no rate where nobody was decided", () => {
    expect(armFigures([arm("ask", 0)])[0]).toMatchObject({ rate: null, valueEach: null });
  });

  it("reaches only those it speaks to", () => {
    expect(reachOf([arm("a", 10), arm("b", 5), arm("control", 7)])).toBe(15);
  });
});

describe("whether arms can be compared", () => {
  it.each([
    ["no_control", [arm("ask", 500)]],
    ["nobody", [arm("ask", 0), arm("control", 0)]],
    ["some", [arm("ask", 500), arm("control", 1)]],
  ] as const)("%s", (expected, arms) => {
    expect(comparable([...arms])).toBe(expected);
  });
});
