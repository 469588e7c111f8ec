#!/usr/bin/env python3
"""A shop's app in a terminal: it asks Kizukai what to say, says it in its own way, and reports what was seen and answered.

    python3 app.py --url http://127.0.0.1:8787 --write-key KEY            # you press the buttons
    python3 app.py --url ... --write-key KEY --answers shipping,ok --json # for scripts: the answers, one JSON a line

The demo tells its key at http://127.0.0.1:8787/demo/config.json.
"""

import argparse
import json
import sys

from kizukai import Kizukai, Unreachable

BOWL = {"product_id": "kohiki-rice-bowl", "category": "tableware", "price": 2420, "currency": "JPY", "quantity": 1}


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--url", required=True)
    parser.add_argument("--write-key", required=True)
    parser.add_argument("--device", help="the id this device was given before")
    parser.add_argument("--answers", help="keys of choices, in order; then messages are closed")
    parser.add_argument("--json", action="store_true")
    asked = parser.parse_args()
    app = App(asked)
    try:
        app.stroll()
    except Unreachable as error:
        # A real app shows its screens all the same.
        sys.exit(f"no decision: {error}")


class App:
    """Three screens: the top, a product put into the cart, and the cart, where the visitor wavers."""

    def __init__(self, asked):
        self.visitor = Kizukai(asked.url, asked.write_key).visitor(asked.device)
        self.answers = None if asked.answers is None else [key for key in asked.answers.split(",") if key]
        self.as_json = asked.json

    def stroll(self):
        self.screen("top", self.visitor.page("/", "トップ"))
        self.screen("product", self.visitor.page("/products/kohiki-rice-bowl", "粉引の飯碗", ("Product Viewed", BOWL)))
        self.screen("product", self.visitor.track("Product Added", **BOWL))
        self.screen("cart", self.visitor.page("/cart", "カート", ("Cart Viewed", {"value": 2420})))
        # An app measures in its own way what it calls hesitation; it reports it only when it is waited for.
        if any(waiting["signal"] == "hesitation" for waiting in self.visitor.armed):
            self.screen("cart", self.visitor.signal("hesitation", score=70, seconds=9))
        self.tell({"device": self.visitor.anonymous_id})

    def screen(self, name, messages):
        """Draws what came, and goes on with the dialogue until nothing more comes."""
        while messages:
            message = messages.pop(0)
            self.draw(name, message)
            self.visitor.seen(message)
            messages += self.react(message)

    def draw(self, name, message):
        content = message["content"]
        if self.as_json:
            self.tell({"screen": name, "campaign": message["campaign"], "step": message["step"], "content": content})
            return
        print(f"\n[{name}] {content.get('title', '')}\n{content.get('body', '')}")
        for choice in content.get("choices", []):
            print(f"  {choice['key']:<10} {choice['label']}")

    def react(self, message):
        keys = [choice["key"] for choice in message["content"].get("choices", [])]
        if not keys:
            return []
        if self.answers is None:
            pressed = input("> ").strip()
        else:
            pressed = next((key for key in self.answers if key in keys), "")
            if pressed:
                self.answers.remove(pressed)
        if pressed in keys:
            return self.visitor.answer(message, pressed)
        return self.visitor.close(message, "not_now")

    def tell(self, fact):
        print(json.dumps(fact, ensure_ascii=False) if self.as_json else fact, flush=True)


if __name__ == "__main__":
    main()
