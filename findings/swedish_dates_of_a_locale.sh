#!/usr/bin/env bash
# babel 2.19.0 reads a Swedish date with a two-digit year backwards, and fails on months by name.
#
# Expected by most: parse_date('26-04-05', locale='sv') is 5 April 2026, since Swedes write the year first; and what format_date
#   writes can be read.
# Seen: 26 April 2005; and what format_date writes in its default form ('5 apr. 2026', 'Apr 5, 2026') ends in an
#   error: an IndexError in English and German.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/env"
"$folder/env/bin/pip" install --quiet --disable-pip-version-check babel==2.19.0
"$folder/env/bin/python" -W ignore - <<'CODE'
from datetime import date
from babel.dates import format_date, parse_date

assert parse_date("2026-04-05", locale="sv") == date(2026, 4, 5)
assert parse_date("26-04-05", locale="sv") == date(2005, 4, 26)
for locale in ("en_US", "de"):
    written = format_date(date(2026, 4, 5), "long", locale=locale)
    try:
        parse_date(written, locale=locale)
    except IndexError:
        continue
    raise SystemExit(f"{written} was read")
CODE
echo "still so: 26-04-05 is 2005 in Swedish"
