/** Code for Google Tag Manager: one custom HTML tag; e-commerce comes from the GA4 data layer. */
import { type Address, oldSnippet } from "./snippet";

/** `dataLayer: true`: the tag itself turns GA4 e-commerce pushes into events, also those from before it was there. */
export const gtmTag = (address: Address): string => oldSnippet(address, "{ dataLayer: true }");

export const GTM_PURCHASE = `<script>
// What the shop's pages push for GA4 is enough. An example of a purchase:
window.dataLayer = window.dataLayer || [];
dataLayer.push({ ecommerce: null });
dataLayer.push({
  event: "purchase",
  ecommerce: {
    transaction_id: "20260001", value: 8800, currency: "JPY",
    items: [{ item_id: "teapot-01", item_name: "黒泥の急須", item_category: "tableware", price: 8800, quantity: 1 }]
  }
});
</script>`;
