"""Reads a letter as a mail program would, and checks its signatures against DNS records.

Standard input: {"letter": base64, "records": {name: text}}. Standard output: what was read, as JSON.
"""
import base64
import email
import email.policy
import json
import sys

import dkim

asked = json.load(sys.stdin)
raw = base64.b64decode(asked["letter"])
records = {f"{name}.": text for name, text in asked["records"].items()}


def dns(name, timeout=5):
    name = name.decode() if isinstance(name, bytes) else name
    return records[name].encode()


def signatures(raw):
    count = sum(name.lower() == b"dkim-signature" for name, _ in dkim.rfc822_parse(raw)[0])
    return [dkim.DKIM(raw).verify(idx=index, dnsfunc=dns) for index in range(count)]


def holds(raw):
    try:
        return all(signatures(raw))
    except dkim.DKIMException:
        return False


message = email.message_from_bytes(raw, policy=email.policy.default)
print(
    json.dumps(
        {
            "defects": [str(defect) for defect in message.defects],
            "subject": message["Subject"],
            "from": str(message["From"]),
            "to": str(message["To"]),
            "reply_to": str(message["Reply-To"]),
            "date": message["Date"].datetime.isoformat(),
            "message_id": message["Message-ID"],
            "unsubscribe": message["List-Unsubscribe"],
            "unsubscribe_post": message["List-Unsubscribe-Post"],
            "auto_submitted": message["Auto-Submitted"],
            "kind": message.get_content_type(),
            "text": message.get_body(["plain"]).get_content(),
            "html": message.get_body(["html"]).get_content(),
            "longest_line": max(len(line) for line in raw.split(b"\r\n")),
            "signatures": signatures(raw),
            "holds_when_changed": holds(raw.replace(b"Message-ID: <", b"Message-ID: <x")),
            "holds_with_another_sender": holds(b"From: evil@example.net\r\n" + raw),
        }
    )
)
