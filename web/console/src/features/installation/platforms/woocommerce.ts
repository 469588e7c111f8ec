/** Code for WordPress with WooCommerce: PHP for the child theme's functions.php or a snippets plugin. */
import { type Address, snippet } from "./snippet";

const ENCODE = "wp_json_encode";

export const woocommerce = (address: Address): string => `<?php
function kizukai_track( $name, $properties ) {
  printf( '<script>kizukai.track(%s, %s);</script>',
    ${ENCODE}( $name, JSON_HEX_TAG ), ${ENCODE}( $properties, JSON_HEX_TAG ) );
}

function kizukai_product( $product ) {
  return array(
    'product_id' => (string) $product->get_id(),
    'sku'        => $product->get_sku(),
    'name'       => $product->get_name(),
    'price'      => (float) wc_get_price_to_display( $product ),
  );
}

// The tag on every page; for members also who they are.
add_action( 'wp_head', function () { ?>
${snippet(address)}
<?php
  if ( is_user_logged_in() ) {
    printf( '<script>kizukai.identify(%s);</script>', ${ENCODE}( 'customer-' . get_current_user_id() ) );
  }
} );

// Product, cart and checkout pages.
add_action( 'wp_footer', function () {
  $currency = array( 'currency' => get_woocommerce_currency() );
  if ( is_product() ) {
    kizukai_track( 'Product Viewed', kizukai_product( wc_get_product( get_queried_object_id() ) ) + $currency );
  } elseif ( is_cart() ) {
    $lines = array();
    foreach ( WC()->cart->get_cart() as $line ) {
      $lines[] = kizukai_product( $line['data'] ) + array( 'quantity' => $line['quantity'] );
    }
    kizukai_track( 'Cart Viewed', array( 'products' => $lines ) + $currency );
  } elseif ( is_checkout() && ! is_order_received_page() ) {
    kizukai_track( 'Checkout Started', array( 'value' => (float) WC()->cart->get_total( 'edit' ) ) + $currency );
  }
} );

// Into the cart: the form of a product page, and the buttons of a list.
add_action( 'wp_footer', function () { ?>
<script>
document.addEventListener("submit", function (event) {
  if (!event.target.matches("form.cart")) return;
  var form = new FormData(event.target, event.submitter);
  kizukai.track("Product Added", {
    product_id: form.get("add-to-cart") || form.get("product_id"),
    quantity: Number(form.get("quantity")) || 1
  });
});
if (window.jQuery) jQuery(document.body).on("added_to_cart", function (event, fragments, hash, button) {
  if (button) kizukai.track("Product Added", {
    product_id: String(button.data("product_id")), quantity: Number(button.data("quantity")) || 1
  });
});
</script>
<?php } );

// The order, once it is placed.
add_action( 'woocommerce_thankyou', function ( $order_id ) {
  $order = wc_get_order( $order_id );
  if ( ! $order || $order->has_status( 'failed' ) ) {
    return;
  }
  $lines = array();
  foreach ( $order->get_items() as $item ) {
    $lines[] = array(
      'product_id' => (string) $item->get_product_id(),
      'name'       => $item->get_name(),
      'price'      => (float) $order->get_item_total( $item, true ),
      'quantity'   => $item->get_quantity(),
    );
  }
  kizukai_track( 'Order Completed', array(
    'order_id' => $order->get_order_number(),
    'revenue'  => (float) $order->get_total(),
    'currency' => $order->get_currency(),
    'products' => $lines,
  ) );
} );`;
