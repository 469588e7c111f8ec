import { expect, test } from "vitest";
import { localText, nameOf, namesIn } from "./names";

test("a text is called by its name, else by its key", () => {
  expect(nameOf({ key: "cart", text: { name: "カートの送料" } })).toBe("カートの送料");
  expect(nameOf({ key: "cart", text: { name: "" } })).toBe("cart");
  expect(nameOf({ key: "cart", text: null })).toBe("cart");
});

test("a key stands for itself until the texts are there", () => {
  expect(namesIn(undefined)("cart")).toBe("cart");
});

test("a text is read in the reader's language, else in any there is", () => {
  expect(localText({ ja: "はい", en: "Yes" }, "en")).toBe("Yes");
  expect(localText({ ja: "はい" }, "en")).toBe("はい");
  expect(localText({ fr: "Oui" }, "en")).toBe("Oui");
  expect(localText("Yes", "ja")).toBe("Yes");
  expect(localText(null, "ja")).toBe("");
});
