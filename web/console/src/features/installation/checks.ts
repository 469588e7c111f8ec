/** What a check of the installation is about, and what to do about it, in words. */
import { t } from "@lingui/core/macro";
import type { InstallationCheck } from "../../api/types";

export type CheckKey = InstallationCheck["key"];

/** What is looked at. */
export function checkName(key: CheckKey): string {
  switch (key) {
    case "tag":
      return t`The tag answers`;
    case "page":
      return t`Page views`;
    case "product_viewed":
      return t`Products looked at`;
    case "product_added":
      return t`Put into the cart`;
    case "cart_viewed":
      return t`The cart’s contents`;
    case "checkout_started":
      return t`The checkout begins`;
    case "order_completed":
      return t`Orders`;
    case "order_id":
      return t`Order numbers`;
    case "order_revenue":
      return t`Amounts of orders`;
    case "order_currency":
      return t`Currency of orders`;
    case "identify":
      return t`Who the visitor is`;
    case "consent":
      return t`Consent`;
  }
}

/** What it is good for: why a shop would want it green. */
export function checkPurpose(key: CheckKey): string {
  switch (key) {
    case "tag":
      return t`Without it nothing can be seen or said.`;
    case "page":
      return t`Shows the way through the shop, and the moment to speak.`;
    case "product_viewed":
      return t`Campaigns can speak about what somebody is looking at.`;
    case "product_added":
      return t`Campaigns can react when something goes into the cart.`;
    case "cart_viewed":
      return t`The cart is known as it really is, also after changes elsewhere.`;
    case "checkout_started":
      return t`Nothing disturbs a visitor who is paying.`;
    case "order_completed":
      return t`Only then can it be seen whether a campaign helps.`;
    case "order_id":
      return t`An order counts once, also when its page is reloaded.`;
    case "order_revenue":
      return t`The effect can be told in money.`;
    case "order_currency":
      return t`Amounts in another currency are not added up.`;
    case "identify":
      return t`A member stays one person on the phone and on the computer.`;
    case "consent":
      return t`What a visitor refused is not kept.`;
  }
}

/** The first thing to try when it is missing or wrong. */
export function checkRemedy({ key, state }: Pick<InstallationCheck, "key" | "state">): string {
  if (state === "ok") return "";
  switch (key) {
    case "tag":
    case "page":
      return t`Put the snippet into the <head> of every page and open the shop in another window.`;
    case "product_viewed":
      return t`Send “Product Viewed” on product pages, with product_id, name and price.`;
    case "product_added":
      return t`Send “Product Added” when something is put into the cart, with product_id and quantity.`;
    case "cart_viewed":
      return t`Send “Cart Viewed” on the cart page, with all products.`;
    case "checkout_started":
      return t`Send “Checkout Started” when the checkout opens.`;
    case "order_completed":
      return t`Send “Order Completed” on the page that thanks for the order, then place an order for trial.`;
    case "order_id":
      return t`Add order_id to “Order Completed”: the shop’s own number of the order.`;
    case "order_revenue":
      return t`Add revenue to “Order Completed”, as a number without currency signs and commas.`;
    case "order_currency":
      return t`Add currency to “Order Completed”, as three letters such as JPY, the same as the site’s.`;
    case "identify":
      return t`Call kizukai.identify with the member’s number after login.`;
    case "consent":
      return t`The site asks for consent: pass the visitor’s choice on with kizukai.consent.`;
  }
}

/** Checks that a shop can do without: their absence is no fault. */
export const OPTIONAL: ReadonlySet<CheckKey> = new Set(["identify", "consent", "checkout_started"]);

/** Whether everything that has to arrive does. */
export function isComplete(checks: InstallationCheck[]): boolean {
  return checks.length > 0 && checks.every((check) => check.state === "ok" || isDispensable(check));
}

function isDispensable({ key, state }: InstallationCheck): boolean {
  return state === "missing" && OPTIONAL.has(key);
}

/** What to look at next: what is wrong, then what is missing, then what a shop could do besides. */
export function nextCheck(checks: InstallationCheck[]): InstallationCheck | null {
  const open = checks.filter((check) => check.state !== "ok");
  const weight = (check: InstallationCheck) => (check.state === "wrong" ? 0 : isDispensable(check) ? 2 : 1);
  return open.toSorted((one, other) => weight(one) - weight(other))[0] ?? null;
}
