"""Kizukai without the tag: the one call, for apps and servers. Python's standard library and nothing else.

    visitor = Kizukai("https://shop.example", write_key="kz_...").visitor("device-1")
    for message in visitor.page("/cart"):
        ...draw message["content"], which is data and never markup...
        visitor.seen(message)
        visitor.answer(message, "shipping")

Every event has an id of its own, so that sending it again after a broken connection counts it once.
"""

import json
import time
import urllib.error
import urllib.request
import uuid

# How often an event is sent before it is given up, and how long to wait before the second time.
TRIES = 4
FIRST_PAUSE_S = 0.2


class Unreachable(Exception):
    """Kizukai did not decide. A shop goes on without it."""


class Kizukai:
    """A site, by its public write key."""

    def __init__(self, url, write_key, timeout_s=5.0):
        self.url = url.rstrip("/")
        self.write_key = write_key
        self.timeout_s = timeout_s

    def visitor(self, anonymous_id=None, locale="ja-JP", device=None):
        """Somebody, by the id of their device. Without one Kizukai gives one: keep `visitor.anonymous_id`."""
        return Visitor(self, anonymous_id, locale, device or {"type": "app"})

    def decide(self, body, tries=TRIES):
        """`POST /v1/decide`. Tries again when nobody answered, or when the answer is "try again" (429, 503)."""
        data = json.dumps({"writeKey": self.write_key, **body}).encode()
        headers = {"Content-Type": "application/json"}
        pause_s = FIRST_PAUSE_S
        for attempt in range(1, tries + 1):
            request = urllib.request.Request(f"{self.url}/v1/decide", data, headers)
            try:
                with urllib.request.urlopen(request, timeout=self.timeout_s) as response:
                    return json.load(response)
            except urllib.error.HTTPError as error:
                if error.code not in (429, 503) or attempt == tries:
                    raise Unreachable(f"answered {error.code}: {error.read(300).decode(errors='replace')}") from error
                pause_s = max(pause_s, float(error.headers.get("Retry-After") or 0))
            except OSError as error:
                if attempt == tries:
                    raise Unreachable(str(error)) from error
            time.sleep(pause_s)
            pause_s *= 2
        raise Unreachable("no tries were allowed")


class Visitor:
    """One device: what it shows, and what it tells."""

    def __init__(self, site, anonymous_id, locale, device):
        self.site = site
        self.anonymous_id = anonymous_id
        self.context = {"locale": locale, "device": device}
        self.showing = []
        self.armed = []
        self.last = None

    def page(self, path, title="", *tracks):
        """A screen was opened, with what the shop says about it as (name, properties). Answers what to show."""
        self.context["page"] = {"url": f"{self.site.url}{path}", "path": path, "title": title}
        events = [{"type": "page", "properties": {"path": path, "title": title}}]
        events += [{"type": "track", "event": name, "properties": properties} for name, properties in tracks]
        return self.send(*events)

    def track(self, name, **properties):
        """Something happened, such as `track("Product Added", product_id="p1", price=2420)`."""
        return self.send({"type": "track", "event": name, "properties": properties})

    def identify(self, user_id, **traits):
        """The person logged in."""
        return self.send({"type": "identify", "userId": user_id, "traits": traits})

    def signal(self, name, **measured):
        """The app noticed something that `armed` waits for, such as `signal("dwell", seconds=15)`."""
        return self.send({"type": "signal", "name": name, "properties": measured})

    def seen(self, message):
        """A message was really visible: half of it for half a second, say. Only the app can know."""
        return self.send({"type": "seen", **place(message)})

    def answer(self, message, choice=None, value=None):
        """The visitor answered. What comes back may be the next step of the dialogue."""
        given = {"choice": choice} if choice is not None else {"value": value}
        self.forget(message)
        return self.send({"type": "answer", **place(message), **given})

    def close(self, message, reason="button"):
        """The visitor put it away: `button`, `not_now`, `never`."""
        self.forget(message)
        return self.send({"type": "close", **place(message), "reason": reason})

    def forget(self, message):
        self.showing = [shown for shown in self.showing if shown != place(message)]

    def send(self, *events):
        """Sends events and takes the answer: what is new to show; `armed` and `showing` are kept up to date."""
        events = [{"messageId": str(uuid.uuid4()), **event} for event in events]
        body = {"context": self.context, "events": events, "showing": self.showing}
        if self.anonymous_id:
            body["anonymousId"] = self.anonymous_id
        self.last = self.site.decide(body)
        self.anonymous_id = self.last["anonymousId"]
        self.armed = self.last["armed"]
        gone = [place(step) for step in self.last["close"]]
        new = [message for message in self.last["show"] if place(message) not in self.showing]
        begun = {message["enrolment"] for message in new}
        stays = [shown for shown in self.showing if shown not in gone and shown["enrolment"] not in begun]
        self.showing = stays + [place(message) for message in new]
        return new


def place(message):
    """Where in a dialogue a message stands: what is sent back with everything about it."""
    return {"enrolment": message["enrolment"], "step": message["step"]}
