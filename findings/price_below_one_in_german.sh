#!/usr/bin/env bash
# price-parser 0.5.1 reads a German price below one as a thousand times as much.
#
# Expected by most: 0,750 € is three quarters of a euro, as 0,75 € is: a number whose first digit is zero has no thousands.
# Seen: 750, while 0,75 € and 0.750 € are read as they are meant; and a leading minus is dropped (-5 EUR is 5).
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/env"
"$folder/env/bin/pip" install --quiet --disable-pip-version-check price-parser==0.5.1
"$folder/env/bin/python" -W ignore - <<'CODE'
from decimal import Decimal
from price_parser import Price

assert Price.fromstring("0,75 €").amount == Decimal("0.75")
assert Price.fromstring("0,750 €").amount == Decimal("750")
assert Price.fromstring("-5 EUR").amount == Decimal("5")
CODE
echo "still so: 0,750 € is read as 750"
