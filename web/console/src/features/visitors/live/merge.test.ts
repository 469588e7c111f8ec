import { describe, expect, it } from "vitest";
import type { LiveVisitor } from "../../../api/types";
import { liveVisitor } from "./fixtures";
import { admit, arrange, emptyList, type LiveOrder, rowsOf, take } from "./merge";

const at = (minute: number) => `2026-11-30T02:${String(minute).padStart(2, "0")}:00.000Z`;
const minute_ms = (minute: number) => Date.parse(at(minute));
const row = (profile: string, minute: number, cart = 0) =>
  liveVisitor({ profile, last_at: at(minute), cart: { subtotal: cart, quantity: cart > 0 ? 1 : 0 } });
const present = (...rows: LiveVisitor[]) => new Map(rows.map((one) => [one.profile, one]));
const begun = (order: LiveOrder, ...rows: LiveVisitor[]) =>
  arrange(take(emptyList, present(...rows)), order, 0);

describe("the live list", () => {
  it("begins with who acted last", () => {
    expect(begun("active", row("a", 1), row("b", 3), row("c", 2)).order).toEqual(["b", "c", "a"]);
  });

  it("begins with the fullest cart when asked to, and breaks ties by the last act", () => {
    expect(begun("cart", row("a", 1, 500), row("b", 3), row("c", 2, 500)).order).toEqual(["c", "a", "b"]);
  });

  it("changes a known row in place, so that it does not jump under the pointer", () => {
    const list = take(begun("active", row("a", 1), row("b", 2)), present(row("a", 9, 800), row("b", 2)));
    expect(list.order).toEqual(["b", "a"]);
    expect(rowsOf(list)[1]?.cart.subtotal).toBe(800);
    expect(list.arrived).toEqual([]);
  });

  it("lets a newcomer wait until the list may move, and then puts it on top", () => {
    const waiting = take(
      begun("active", row("a", 1), row("b", 2)),
      present(row("a", 1), row("b", 2), row("n", 5)),
    );
    expect(waiting.order).toEqual(["b", "a"]);
    expect(waiting.arrived).toEqual(["n"]);
    const admitted = admit(waiting, 0);
    expect(admitted.order).toEqual(["n", "b", "a"]);
    expect(admitted.arrived).toEqual([]);
    expect([...admitted.fresh]).toEqual(["n"]);
  });

  it("counts a newcomer once, however often it changes", () => {
    const once = take(begun("active"), present(row("n", 1)));
    expect(take(once, present(row("n", 2))).arrived).toEqual(["n"]);
  });

  it("keeps everybody else in order when it admits somebody", () => {
    const list = take(
      begun("active", row("a", 1), row("b", 2)),
      present(row("a", 30), row("b", 2), row("n", 3)),
    );
    expect(admit(list, 0).order).toEqual(["n", "b", "a"]);
    expect(arrange(list, "active", 0).order).toEqual(["a", "n", "b"]);
  });

  it("drops who left when it moves, not before", () => {
    const list = take(begun("active", row("old", 1), row("a", 20)), present(row("old", 1), row("a", 40)));
    expect(list.order).toEqual(["a", "old"]);
    expect(admit(list, minute_ms(10)).order).toEqual(["a"]);
  });

  it("shows nobody who became part of another profile", () => {
    const list = take(begun("active", row("a", 1), row("b", 2)), present(row("b", 3)));
    expect(rowsOf(list).map((one) => one.profile)).toEqual(["b"]);
  });

  it("stays the very same list when nothing moves", () => {
    const list = begun("active", row("a", 1));
    expect(take(list, list.present)).toBe(list);
    expect(admit(list, 0)).toBe(list);
  });
});
