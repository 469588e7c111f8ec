"""Checks a webhook as its receiver would, with the library of Standard Webhooks.

Standard input: {"secret", "headers": {name: value}, "body"}. Standard output: "verified", or why not.
"""
import json
import sys

from standardwebhooks.webhooks import Webhook, WebhookVerificationError

asked = json.load(sys.stdin)
try:
    Webhook(asked["secret"]).verify(asked["body"], asked["headers"])
    print("verified")
except WebhookVerificationError as why:
    print(why)
