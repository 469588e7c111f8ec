/**
 * Code for Shopify. What happens in the shop front is sent by the theme, so that it can fire a campaign there and then;
 * checkout and order come from a custom pixel, because themes do not reach into Shopify's checkout.
 */
import { type Address, quoted, snippet } from "./snippet";

export const shopifyTheme = (address: Address): string => `${snippet(address)}
<script>
{% if customer %}kizukai.identify({{ customer.id | append: "" | json }});{% endif %}
{% if request.page_type == "product" %}
kizukai.track("Product Viewed", {
  product_id: {{ product.id | append: "" | json }},
  sku: {{ product.selected_or_first_available_variant.sku | json }},
  name: {{ product.title | json }},
  category: {{ product.type | json }},
  price: {{ product.selected_or_first_available_variant.price | divided_by: 100.0 }},
  currency: {{ cart.currency.iso_code | json }}
});
{% elsif request.page_type == "cart" %}
kizukai.track("Cart Viewed", {
  currency: {{ cart.currency.iso_code | json }},
  products: [{% for item in cart.items %}{
    product_id: {{ item.product_id | append: "" | json }},
    name: {{ item.product.title | json }},
    price: {{ item.final_price | divided_by: 100.0 }},
    quantity: {{ item.quantity }}
  }{% unless forloop.last %},{% endunless %}{% endfor %}]
});
{% elsif request.page_type == "search" and search.performed %}
kizukai.track("Products Searched", { query: {{ search.terms | json }}, results: {{ search.results_count }} });
{% endif %}
document.addEventListener("submit", function (event) {
  if (!/\\/cart\\/add/.test(event.target.action || "")) return;
  var form = new FormData(event.target);
  kizukai.track("Product Added", {
    product_id: form.get("product-id") || {{ product.id | append: "" | json }},
    {% if request.page_type == "product" %}
    name: {{ product.title | json }},
    price: {{ product.selected_or_first_available_variant.price | divided_by: 100.0 }},
    {% endif %}
    quantity: Number(form.get("quantity")) || 1
  });
}, true);
</script>`;

export const shopifyPixel = ({
  origin,
  writeKey,
}: Address): string => `const ENDPOINT = ${quoted(`${origin}/v1/track`)};
const WRITE_KEY = ${quoted(writeKey)};

async function send(name, event, properties) {
  // The id under which the tag in the theme knows this browser.
  const anonymousId = await browser.localStorage.getItem("kizukai_id");
  if (!anonymousId) return;
  await fetch(ENDPOINT, {
    method: "POST",
    keepalive: true,
    headers: { "content-type": "text/plain" },
    body: JSON.stringify({
      writeKey: WRITE_KEY, messageId: event.id, timestamp: event.timestamp,
      anonymousId, event: name, properties
    })
  });
}

const products = (checkout) => checkout.lineItems.map((line) => ({
  product_id: line.variant?.product?.id, sku: line.variant?.sku, name: line.title,
  price: line.variant?.price?.amount, quantity: line.quantity
}));

analytics.subscribe("checkout_started", (event) => {
  const checkout = event.data.checkout;
  send("Checkout Started", event, {
    value: checkout.totalPrice?.amount, currency: checkout.currencyCode, products: products(checkout)
  });
});

analytics.subscribe("checkout_completed", (event) => {
  const checkout = event.data.checkout;
  send("Order Completed", event, {
    order_id: checkout.order?.id || checkout.token,
    revenue: checkout.totalPrice?.amount, currency: checkout.currencyCode, products: products(checkout)
  });
});`;
