#!/usr/bin/env bash
# standardwebhooks 1.1.0 signs another moment than it is given, unless its zone is UTC.
#
# Expected by most: a moment is the same in every zone, so sign gives the same signature for noon in UTC and for 14:00 at +02:00; bytes are signed
#   as they are, since verify takes them.
# Seen: the offset is thrown away, so what a server in Berlin signs is refused by verify for the time in its header; bytes are signed as
#   Python would print them, and are refused as well.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/env"
"$folder/env/bin/pip" install --quiet --disable-pip-version-check standardwebhooks==1.1.0
"$folder/env/bin/python" -W ignore - <<'CODE'
from base64 import b64encode
from datetime import datetime, timedelta, timezone
from standardwebhooks import Webhook, WebhookVerificationError

webhook = Webhook("whsec_" + b64encode(b"k" * 24).decode())
now = datetime.now(timezone.utc).replace(microsecond=0)
body = '{"lead": 1}'

def verified(signature):
    headers = {"webhook-id": "m1", "webhook-timestamp": str(int(now.timestamp())), "webhook-signature": signature}
    try:
        return webhook.verify(body.encode(), headers)
    except WebhookVerificationError:
        return "refused"

berlin = now.astimezone(timezone(timedelta(hours=2)))
assert berlin == now
assert verified(webhook.sign("m1", now, body)) == {"lead": 1}
assert verified(webhook.sign("m1", berlin, body)) == "refused"
assert verified(webhook.sign("m1", now, body.encode())) == "refused"
CODE
echo "still so: 14:00+02:00 is signed as 14:00 UTC"
