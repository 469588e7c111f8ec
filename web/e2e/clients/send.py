"""Sends one person's journey with segment-analytics-python: send.py HOST WRITE_KEY PERSON gzip|plain."""

import sys

from segment.analytics import Client

host, write_key, person, compression = sys.argv[1:]
device, user = f"device-{person}", f"user-{person}"
failed = []
client = Client(
    write_key,
    host=host,
    gzip=compression == "gzip",
    max_retries=10,
    timeout=5,
    upload_size=2,
    on_error=lambda error, events: failed.append(error),
)
client.track(anonymous_id=device, event="Product Viewed", properties={"sku": "bowl", "price": 3300})
client.identify(user, {"email": f"{person}@example.com"})
# The client writes NaN as it stands, which is no JSON.
client.track(user, "Product Added", {"sku": "bowl", "quantity": 1, "rating": float("nan")})
client.page(user, "Shop", "Cart", {"url": "https://shop.example/cart"})
client.group(user, f"group-{person}", {"plan": "gold"})
client.alias(device, user)
client.flush()
client.join()
if failed:
    sys.exit(f"not delivered: {failed}")
