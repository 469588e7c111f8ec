"""Makes requests up from the description of the API and sends them to a real `kizukai serve`, on this machine alone:

    python api/fuzz/run.py --binary target/debug/kizukai --seconds 50

once with an API key, and once in an owner's session, so many seconds each. Fails on any 5xx, and on an answer whose
status, content type or shape the description does not tell. The server and its folder are gone at the end.
"""

import argparse
import contextlib
import json
import os
import pathlib
import re
import subprocess
import sys
import tempfile
import time
import urllib.request

HERE = pathlib.Path(__file__).resolve().parent
CHECKOUT = HERE.parent.parent
OWNER = {"email": "owner@example.com", "password": "a long and quiet afternoon"}
PATIENCE_S = 30
# The systematic cases of every operation come first; so many random ones, again and again, fill the time that is left.
RANDOM_CASES = 15


class Shop:
    """A server on a free port, and what asks it."""

    def __init__(self, binary, folder):
        self.data = folder / "shop"
        made = subprocess.run(
            [binary, "init", "--data", self.data, "--site", "Fuzz", "--json"], check=True, stdout=subprocess.PIPE
        )
        self.keys = json.loads(made.stdout)
        self.log = folder / "serve.log"
        self.binary = binary
        self.origin = ""

    @contextlib.contextmanager
    def served(self):
        with self.log.open("w") as log:
            command = [self.binary, "serve", "--data", self.data, "--listen", "127.0.0.1:0"]
            child = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=log)
            try:
                self.origin = self.printed(r"listening on (http://127\.0\.0\.1:\d+)")
                yield
            finally:
                child.terminate()
                child.wait()

    def printed(self, pattern):
        """What the server prints at its start."""
        deadline = time.monotonic() + PATIENCE_S
        while time.monotonic() < deadline:
            found = re.search(pattern, self.log.read_text())
            if found:
                return found[1]
            time.sleep(0.05)
        raise SystemExit(f"the server did not print {pattern}:\n{self.log.read_text()}")

    def post(self, path, body, headers=None):
        """The answer, and the cookie it sets."""
        given = {"content-type": "application/json", **(headers or {})}
        request = urllib.request.Request(self.origin + path, json.dumps(body).encode(), given, method="POST")
        with urllib.request.urlopen(request) as answer:
            return json.load(answer), answer.headers.get("set-cookie", "").split(";")[0]

    def fill(self):
        """The sample shop's campaigns and segments, a device, and a member with an order: something to find."""
        campaigns = (CHECKOUT / "web/demo-shop/campaigns").glob("*.yaml")
        subprocess.run([self.binary, "apply", "--data", self.data, *sorted(campaigns)], check=True, stdout=subprocess.DEVNULL)
        page = {"type": "page", "anonymousId": "device-1", "context": {"page": {"path": "/cart"}}}
        order = {"order_id": "o-1", "revenue": 4200, "currency": "JPY"}
        bought = {"type": "track", "event": "Order Completed", "userId": "m-1", "properties": order}
        known = {"type": "identify", "userId": "m-1", "traits": {"name": "Aoi"}}
        self.post("/v1/batch", {"writeKey": self.keys["write_key"], "batch": [page, known, bought]})

    def as_key(self):
        """Headers, and what must not be asked: the removal of the key itself."""
        return {"authorization": f"Bearer {self.keys['api_key']}"}, {"DELETE /api/keys/{id}": "1"}

    def as_owner(self):
        """The same for the first member: the end of the session by its id."""
        code = self.printed(r"\bcode=([0-9A-Za-z-]{6,})")
        session, cookie = self.post("/api/setup", {**OWNER, "name": "Owner", "code": code})
        headers = {
            "cookie": cookie,
            "kizukai-csrf": session["csrf"],
            "kizukai-site": session["sites"][0]["id"],
        }
        return headers, {"DELETE /api/account/sessions/{id}": "1"}


def fuzz(shop, headers, spared, seconds, seed):
    command = [
        pathlib.Path(sys.executable).with_name("st"),
        f"--config-file={HERE / 'schemathesis.toml'}",
        "run",
        f"{shop.origin}/api/openapi.json",
        f"--max-time={seconds}",
        f"--max-examples={RANDOM_CASES}",
        "--no-color",
        *([f"--seed={seed}"] if seed else []),
        *(f"--header={name}: {value}" for name, value in headers.items()),
    ]
    environment = {**os.environ, "KIZUKAI_FUZZ_SPARED": json.dumps(spared)}
    ran = subprocess.run(command, env=environment, cwd=HERE, check=False, stderr=subprocess.PIPE, text=True)
    sys.stderr.write(ran.stderr)
    # A worker that died half way would otherwise look like one that found nothing.
    return ran.returncode != 0 or "Traceback" in ran.stderr


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--binary", required=True, type=pathlib.Path)
    parser.add_argument("--seconds", type=int, default=50)
    parser.add_argument("--seed", type=int, help="that of a failed run, to see it again")
    parser.add_argument("--only", choices=["key", "owner"])
    asked = parser.parse_args()
    failed = []
    for name in ["key", "owner"]:
        if asked.only not in (None, name):
            continue
        # A folder of its own for each: what one run leaves behind is nothing to the other.
        with tempfile.TemporaryDirectory(prefix="kizukai-fuzz-") as folder:
            shop = Shop(asked.binary.resolve(), pathlib.Path(folder))
            with shop.served():
                shop.fill()
                headers, spared = getattr(shop, f"as_{name}")()
                print(f"── as {name}, {asked.seconds} s", flush=True)
                if fuzz(shop, headers, spared, asked.seconds, asked.seed):
                    failed.append(name)
    if failed:
        sys.exit(f"the API did not keep its description, asked as: {', '.join(failed)}")


main()
