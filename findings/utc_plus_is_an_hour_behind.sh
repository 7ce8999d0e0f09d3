#!/usr/bin/env bash
# python-dateutil 2.9.0.post0 takes UTC+1 for an hour behind in its parser, and for an hour ahead in its zones.
#
# Expected by most: 09:14 UTC+1 and 09:14 GMT+0100, as JavaScript writes it, are 08:14 in UTC, as they are to tzstr of the same package.
# Seen: 10:14. Pendulum 3.3.0, which asks that parser for what is not ISO 8601, says the same; dateparser 1.5.0 says 08:14.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/env"
"$folder/env/bin/pip" install --quiet --disable-pip-version-check \
    python-dateutil==2.9.0.post0 pendulum==3.3.0 dateparser==1.5.0
"$folder/env/bin/python" -W ignore - <<'CODE'
from datetime import UTC, datetime
import dateparser, pendulum
from dateutil import parser, tz

for zone in ("UTC+1", "GMT+1", "UTC+01:00", "GMT+0100"):
    text = f"2026-02-11 09:14 {zone}"
    assert parser.parse(text).astimezone(UTC).hour == 10, text
    assert dateparser.parse(text).astimezone(UTC).hour == 8, text
assert pendulum.parse("2026-02-11 09:14 UTC+1", strict=False).in_timezone("UTC").hour == 10
assert parser.parse("2026-02-11 09:14 +0100").astimezone(UTC).hour == 8
assert datetime(2026, 2, 11, 9, 14, tzinfo=tz.tzstr("UTC+1")).astimezone(UTC).hour == 8
CODE
echo "still so: UTC+1 is an hour behind to the parser and an hour ahead to the zone"
