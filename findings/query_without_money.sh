#!/usr/bin/env bash
# simple-salesforce 1.12.10 refuses a Decimal in a query, and takes NaN into it.
#
# Expected by most: an amount is a Decimal and stands in SOQL as a number; nan is no word of SOQL and is refused.
# Seen: format_soql raises ValueError for any Decimal, writes nan for NaN, takes a moment without a zone for UTC, and writes an
#   empty list as (), which is no SOQL either.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/env"
"$folder/env/bin/pip" install --quiet --disable-pip-version-check simple-salesforce==1.12.10
"$folder/env/bin/python" -W ignore - <<'CODE'
from datetime import datetime
from decimal import Decimal
from simple_salesforce.format import format_soql

try:
    format_soql("Amount > {}", Decimal("1.50"))
except ValueError:
    pass
else:
    raise AssertionError("a Decimal was taken")
assert format_soql("Amount > {}", float("nan")) == "Amount > nan"
assert format_soql("Id IN {}", []) == "Id IN ()"
assert format_soql("CreatedDate > {}", datetime(2026, 4, 5, 9)) == "CreatedDate > 2026-04-05T09:00:00+00:00"
CODE
echo "still so: a Decimal is refused, and NaN is not"
