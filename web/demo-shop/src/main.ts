/**
 * Entry of every page: looks at the address, draws the page at once, then starts Kizukai.
 * Drawing happens in the same task as the first script, so nothing that has been painted moves afterwards.
 */
import "./styles/base.css";
import "./styles/frame.css";
import "./styles/places.css";
import "./styles/catalogue.css";
import "./styles/top.css";
import "./styles/product.css";
import "./styles/bag.css";
import "./styles/forms.css";
import "./styles/guide.css";
import { guidePage } from "./guide/page.js";
import { cartPage } from "./pages/cart.js";
import { checkoutPage } from "./pages/checkout.js";
import { listPage } from "./pages/list.js";
import { loginPage } from "./pages/login.js";
import { notFoundPage } from "./pages/not_found.js";
import { orderPage } from "./pages/order.js";
import type { Page } from "./pages/page.js";
import { productPage } from "./pages/product.js";
import { searchPage } from "./pages/search.js";
import { topPage } from "./pages/top.js";
import { startTracking } from "./tracking/tracking.js";

/** A part of the address as text; one that is no valid encoding names nothing. */
function decoded(part: string): string {
  try {
    return decodeURIComponent(part);
  } catch {
    return "?";
  }
}

function open(path: string, parameters: URLSearchParams): Page {
  const [first = "", second = ""] = path.split("/").filter(Boolean).map(decoded);
  if (first === "") return topPage();
  if (first === "products") return second ? productPage(second) : listPage(parameters);
  if (first === "search") return searchPage(parameters);
  if (first === "cart") return cartPage();
  if (first === "checkout") return checkoutPage();
  if (first === "order") return orderPage(second);
  if (first === "login") return loginPage();
  if (first === "guide") return guidePage();
  return notFoundPage();
}

const page = open(window.location.pathname, new URLSearchParams(window.location.search));
startTracking(page.events);
if (window.location.hash.length > 1) document.getElementById(window.location.hash.slice(1))?.scrollIntoView();
