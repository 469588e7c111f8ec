/** A page of the shop by its name in the guide's language, whichever language its visitor reads it in. */
import { categories } from "../catalogue/categories.js";
import { findProduct } from "../catalogue/index.js";
import { say, t } from "../i18n/lang.js";

/** What the browser says of the page somebody is on. */
export interface NamedPage {
  path?: string;
  title?: string;
}

export function pageName({ path = "", title = "" }: NamedPage): string {
  const ownName = title.split(" | ")[0] ?? "";
  const [first = "", second = ""] = path.split("/").filter(Boolean);
  if (first === "products") return second ? productName(second, ownName) : listName(ownName);
  const known: Readonly<Record<string, string>> = {
    "": t.top.title.split(" | ")[0] ?? "",
    search: t.search.title,
    cart: t.cart.title,
    checkout: t.checkout.title,
    order: t.order.title,
    login: t.login.title,
    guide: t.nav.guide,
  };
  return known[first] || ownName || path;
}

function productName(id: string, ownName: string): string {
  const product = findProduct(id);
  return product ? say(product.name) : ownName || id;
}

/** The address of a list does not tell its category in its path; its title does. */
function listName(ownName: string): string {
  const category = categories.find(({ name }) => name.ja === ownName || name.en === ownName);
  return category ? say(category.name) : t.list.all;
}
