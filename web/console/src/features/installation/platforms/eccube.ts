/** Code for EC-CUBE 4: one block in the place for `<head>` has everything, so that no template is changed. */
import { type Address, snippet } from "./snippet";

/** 1 is PHP's JSON_HEX_TAG: no text ends the script. Not by its name, which blocks may not ask for everywhere. */
const JSON_IN_SCRIPT = "json_encode(1)|raw";

export const eccubeBlock = (address: Address): string => `${snippet(address)}
<script>
{% set route = app.request.get('_route') %}
{% if app.user %}kizukai.identify({{ ('customer-' ~ app.user.id)|${JSON_IN_SCRIPT} }});{% endif %}
{% if route == 'product_detail' %}
kizukai.track("Product Viewed", {
  product_id: {{ ('' ~ Product.id)|${JSON_IN_SCRIPT} }},
  name: {{ Product.name|${JSON_IN_SCRIPT} }},
  {% if Product.ProductCategories|length %}category: {{ (Product.ProductCategories|first).Category.name|${JSON_IN_SCRIPT} }},{% endif %}
  price: {{ Product.getPrice02IncTaxMin }}, currency: "JPY"
});
{% elseif route == 'cart' %}
kizukai.track("Cart Viewed", {
  currency: "JPY",
  products: [{% for Cart in Carts %}{% for item in Cart.CartItems %}{
    product_id: {{ ('' ~ item.ProductClass.Product.id)|${JSON_IN_SCRIPT} }},
    name: {{ item.ProductClass.Product.name|${JSON_IN_SCRIPT} }},
    price: {{ item.price }}, quantity: {{ item.quantity }}
  },{% endfor %}{% endfor %}]
});
{% elseif route == 'shopping' %}
kizukai.track("Checkout Started", { value: {{ Order.payment_total }}, currency: "JPY" });
{% elseif route == 'shopping_complete' and Order is defined and Order.id %}
kizukai.track("Order Completed", {
  order_id: {{ Order.order_no|${JSON_IN_SCRIPT} }},
  revenue: {{ Order.payment_total }}, currency: "JPY",
  products: [{% for item in Order.MergedProductOrderItems %}{
    product_id: {{ ('' ~ item.Product.id)|${JSON_IN_SCRIPT} }},
    name: {{ item.product_name|${JSON_IN_SCRIPT} }},
    price: {{ item.price_inc_tax }}, quantity: {{ item.quantity }}
  },{% endfor %}]
});
{% endif %}
// EC-CUBE puts things into the cart in the background; this hears when it has worked.
document.addEventListener("DOMContentLoaded", function () {
  if (!window.jQuery) return;
  jQuery(document).ajaxSuccess(function (event, answer, request) {
    var added = /\\/products\\/add_cart\\/(\\d+)/.exec(request.url);
    if (!added || !(answer.responseJSON || {}).done) return;
    kizukai.track("Product Added", {
      product_id: added[1],
      {% if route == 'product_detail' %}name: {{ Product.name|${JSON_IN_SCRIPT} }}, price: {{ Product.getPrice02IncTaxMin }},{% endif %}
      quantity: Number(new URLSearchParams(request.data).get("quantity")) || 1
    });
  });
});
</script>`;
