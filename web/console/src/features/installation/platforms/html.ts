/** Code for a shop that writes its own pages. */
import { type Address, snippet } from "./snippet";

export const htmlHead = (address: Address): string => snippet(address);

export const HTML_EVENTS = `<script>
// On a product page
kizukai.track("Product Viewed", {
  product_id: "teapot-01", name: "黒泥の急須", category: "tableware", price: 8800, currency: "JPY"
});

// When something went into the cart
kizukai.track("Product Added", { product_id: "teapot-01", name: "黒泥の急須", price: 8800, quantity: 1 });

// On the cart page: what the cart holds now
kizukai.track("Cart Viewed", {
  currency: "JPY",
  products: [{ product_id: "teapot-01", name: "黒泥の急須", price: 8800, quantity: 1 }]
});

// When the checkout begins
kizukai.track("Checkout Started", { value: 8800, currency: "JPY" });
</script>`;

export const HTML_ORDER = `<script>
// On the page that thanks for the order. The order number makes sure that a reload counts once.
kizukai.track("Order Completed", {
  order_id: "20260001", revenue: 8800, currency: "JPY",
  products: [{ product_id: "teapot-01", name: "黒泥の急須", price: 8800, quantity: 1 }]
});
</script>`;

export const HTML_IDENTIFY = `<script>
// For visitors who are logged in; at logout call kizukai.reset()
kizukai.identify("customer-1024", { name: "山田" });
</script>`;
