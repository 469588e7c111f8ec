/** What a visitor does in the shop, with the hands that the device has. */
import type { Visitor } from "./visitor.ts";

export const BOWL = "/products/kohiki-rice-bowl";

/** Puts the product of this page into the cart. */
export async function putIntoCart(visitor: Visitor, productPath = BOWL): Promise<void> {
  await visitor.visit(productPath);
  const before = visitor.exchanges.length;
  await visitor.press(visitor.page.getByRole("button", { name: "カートに入れる" }));
  await visitor.answered("Product Added", before, ({ event }) => event === "Product Added");
}

/** From the cart through checkout to the order page; the order's revenue (goods without shipping) in yen. */
export async function buy(visitor: Visitor): Promise<number> {
  const { page } = visitor;
  await visitor.arriveOn("/checkout", () =>
    visitor.press(page.getByRole("link", { name: "ご注文手続きへ" })),
  );
  await visitor.press(page.locator("#fill"));
  const before = visitor.exchanges.length;
  await visitor.press(page.locator("#place-order"));
  const { request } = await visitor.answered(
    "Order Completed",
    before,
    ({ event }) => event === "Order Completed",
  );
  const order = request.events.find(({ event }) => event === "Order Completed");
  return Number(order?.properties?.revenue);
}

/** Logs in as one of the shop's sample members; lands on the top page. */
export async function logIn(visitor: Visitor, member: string): Promise<void> {
  await visitor.visit("/login");
  await visitor.arriveOn("/", () => visitor.press(visitor.page.locator(`[data-member="${member}"]`)));
}
