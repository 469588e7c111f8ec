import { expect, it } from "vitest";
import { choicesIn, isFiltering, type LiveFilter, matches, noFilter } from "./filter";
import { liveVisitor } from "./fixtures";

const member = liveVisitor({
  user_id: "m-1001",
  name: "佐藤",
  device: "mobile",
  segments: ["repeaters"],
  cart: { subtotal: 3200, quantity: 2 },
  page: { path: "/cart", title: "カート", url: null },
});
const stranger = liveVisitor({});

it.each<[Partial<LiveFilter>, boolean, boolean]>([
  [{}, true, true],
  [{ text: "佐藤 カート" }, true, false],
  [{ text: "M-1001" }, true, false],
  [{ text: "おりふし" }, false, true],
  [{ withCart: true }, true, false],
  [{ known: true }, true, false],
  [{ talking: true }, false, false],
  [{ segment: "repeaters" }, true, false],
  [{ device: "desktop" }, false, true],
])("%j shows the member: %s, the stranger: %s", (asked, showsMember, showsStranger) => {
  const filter = { ...noFilter, ...asked };
  expect([matches(filter, member), matches(filter, stranger)]).toEqual([showsMember, showsStranger]);
  expect(isFiltering(filter)).toBe(Object.keys(asked).length > 0);
});

it("offers the devices and segments that are here, the most frequent first", () => {
  expect(choicesIn([member, stranger, stranger])).toEqual({
    devices: [
      ["desktop", 2],
      ["mobile", 1],
    ],
    segments: [["repeaters", 1]],
  });
});
