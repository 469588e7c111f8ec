#!/usr/bin/env python3
"""A tiny shop that asks Kizukai itself and writes the answer into its HTML: no flicker, and words without JavaScript.

    python3 server_side.py --url http://127.0.0.1:8787 --write-key KEY [--port 8790]

Every page is one call of `POST /v1/decide`. Inline messages are written into their places as text; the whole answer
stands in `<script type="application/json" id="kizukai-state">`, so that the tag takes it for the answer to its first
page view, asks nothing again, and lends the buttons a voice.
"""

import argparse
import json
import sys
from html import escape
from http import cookies
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

from kizukai import Kizukai, Unreachable, place

COOKIE = "kizukai_id"
# A page does not wait longer than this: without an answer it is served without a word of Kizukai's.
PATIENCE_S = 0.4
PAGES = {"/": ("おりふし", "kizukai-notice"), "/cart": ("カート", "kizukai-cart-note")}


def safe_link(href):
    """Links are relative, http(s), mailto or tel; anything else is none."""
    allowed = ("/", "#", "?", "http://", "https://", "mailto:", "tel:")
    return href if href and href.startswith(allowed) and not href.startswith("//") else None


def control(choice):
    mark = f'data-kizukai-choice="{escape(choice["key"])}"'
    href = safe_link(choice.get("href"))
    label = escape(choice["label"])
    return f'<a href="{escape(href)}" {mark}>{label}</a>' if href else f'<button type="button" {mark}>{label}</button>'


def written(message):
    """An inline message as HTML. Its texts are data: they go in as text, whatever they hold."""
    content = message["content"]
    at = place(message)
    paragraphs = "".join(f"<p>{escape(line)}</p>" for line in content.get("body", "").split("\n") if line)
    title = f"<h2>{escape(content['title'])}</h2>" if content.get("title") else ""
    choices = "".join(control(choice) for choice in content.get("choices", []))
    close = escape(content.get("labels", {}).get("close", "×"))
    return (
        f'<aside lang="{escape(content.get("lang", "ja"))}" data-kizukai-step="{escape(at["enrolment"])}/{escape(at["step"])}">'
        f'{title}{paragraphs}{choices}<button type="button" data-kizukai-close="">{close}</button></aside>'
    )


def state(answer):
    """The answer for the tag. `<` is written so that no text in it can end the element."""
    text = json.dumps(answer, ensure_ascii=False).replace("<", "\\u003c")
    return f'<script type="application/json" id="kizukai-state">{text}</script>'


def document(path, answer, url, write_key):
    title, place_id = PAGES[path]
    # A rewrite changes what the page says; only the tag knows how. Only messages are written here.
    inline = [
        message
        for message in (answer or {}).get("show", [])
        if message["format"] == "inline"
        and message["content"].get("selector") == f"#{place_id}"
        and message["content"].get("type") != "rewrite"
    ]
    load = json.dumps(["load", write_key, {"endpoint": url}]).replace("<", "\\u003c")
    return f"""<!doctype html>
<html lang="ja">
<meta charset="utf-8">
<title>{escape(title)}</title>
<h1>{escape(title)}</h1>
<nav><a href="/">おりふし</a> <a href="/cart">カート</a></nav>
<div id="{place_id}">{"".join(map(written, inline))}</div>
{state(answer) if answer else ""}
<script>(window.kizukai = window.kizukai || []).push({load});</script>
<script async src="{escape(url)}/tag.js"></script>
</html>
"""


class Page(BaseHTTPRequestHandler):
    """One page view."""

    site = None

    def do_GET(self):  # the name that http.server asks for
        if self.path not in PAGES:
            self.send_error(404)
            return
        known = cookies.SimpleCookie(self.headers.get("Cookie", "")).get(COOKIE)
        device = {"type": "phone" if "Mobile" in self.headers.get("User-Agent", "") else "desktop"}
        visitor = self.site.visitor(known.value if known else None, device=device)
        try:
            visitor.page(self.path, PAGES[self.path][0])
            answer = visitor.last
        except Unreachable as error:
            print(f"served without a decision: {error}", file=sys.stderr)
            answer = None
        body = document(self.path, answer, self.site.url, self.site.write_key).encode()
        self.send_response(200)
        self.send_header("Content-Type", "text/html; charset=utf-8")
        # Made for one visitor: no cache may hand it to another.
        self.send_header("Cache-Control", "private, no-store")
        if answer:
            self.send_header("Set-Cookie", f"{COOKIE}={answer['anonymousId']}; Path=/; Max-Age=31536000; SameSite=Lax")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_):
        """Nothing about visitors is logged."""


class Impatient(Kizukai):
    """Asks once: a page that waits is worse than a page without a message."""

    def decide(self, body, tries=1):
        return super().decide(body, tries)


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--url", required=True)
    parser.add_argument("--write-key", required=True)
    parser.add_argument("--port", type=int, default=8790)
    parser.add_argument("--patience", type=float, default=PATIENCE_S, help="seconds a page waits for a decision")
    asked = parser.parse_args()
    Page.site = Impatient(asked.url, asked.write_key, timeout_s=asked.patience)
    server = ThreadingHTTPServer(("127.0.0.1", asked.port), Page)
    print(f"listening on http://127.0.0.1:{server.server_port}", file=sys.stderr, flush=True)
    server.serve_forever()


if __name__ == "__main__":
    main()
