import { describe, expect, it } from "vitest";
import { liveVisitor } from "./fixtures";
import { begin, merge, rowsOf, settle } from "./merge";

const at = (minute: number) => `2026-11-30T02:${String(minute).padStart(2, "0")}:00.000Z`;
const minute_ms = (minute: number) => Date.parse(at(minute));
const row = (profile: string, minute: number, cart = 0) =>
  liveVisitor({ profile, last_at: at(minute), cart: { subtotal: cart, quantity: cart > 0 ? 1 : 0 } });

describe("the live list", () => {
  it("begins with who acted last", () => {
    const list = begin([row("a", 1), row("b", 3), row("c", 2)], "active");
    expect(list.order).toEqual(["b", "c", "a"]);
  });

  it("begins with the fullest cart when asked to, and breaks ties by the last act", () => {
    const list = begin([row("a", 1, 500), row("b", 3), row("c", 2, 500)], "cart");
    expect(list.order).toEqual(["c", "a", "b"]);
  });

  it("changes a known row in place, so that it does not jump under the pointer", () => {
    const list = merge(begin([row("a", 1), row("b", 2)], "active"), [row("a", 9, 800)]);
    expect(list.order).toEqual(["b", "a"]);
    expect(rowsOf(list)[1]?.cart.subtotal).toBe(800);
    expect(list.arrived).toEqual([]);
  });

  it("lets a newcomer wait until the list may move", () => {
    const before = begin([row("a", 1)], "active");
    const waiting = merge(before, [row("n", 5)]);
    expect(waiting.order).toEqual(["a"]);
    expect(waiting.arrived).toEqual(["n"]);
    const settled = settle(waiting, "active", 0);
    expect(settled.order).toEqual(["n", "a"]);
    expect(settled.arrived).toEqual([]);
    expect([...settled.fresh]).toEqual(["n"]);
  });

  it("counts a newcomer once, however often it changes", () => {
    const list = merge(merge(begin([], "active"), [row("n", 1)]), [row("n", 2)]);
    expect(list.arrived).toEqual(["n"]);
  });

  it("drops who is gone when it moves, not before", () => {
    const list = merge(begin([row("old", 1), row("a", 20)], "active"), [row("a", 40)]);
    expect(list.order).toEqual(["a", "old"]);
    expect(settle(list, "active", minute_ms(10)).order).toEqual(["a"]);
  });

  it("stays the very same list when nothing changed", () => {
    const list = begin([row("a", 1)], "active");
    expect(merge(list, [])).toBe(list);
  });
});
