#!/usr/bin/env bash
# stockholm 0.5.7 takes any short word behind a number for its currency: 5 k is five, of the currency k.
#
# Expected by most: 5 k is five thousand or an error, and 3 mio and 10 pcs are errors, as 5k EUR and a sum with the sign of the euro are.
# Seen: five of the currency k, three of MIO, ten of PCS and fifty of MAX, while 12,50 kr and 1.234,50 EUR are refused.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/env"
"$folder/env/bin/pip" install --quiet --disable-pip-version-check stockholm==0.5.7
"$folder/env/bin/python" -W ignore - <<'CODE'
from stockholm import ConversionError, Money

def read(text):
    try:
        money = Money(text)
    except ConversionError:
        return None
    return int(money.amount), str(money.currency)

assert read("5 k") == (5, "k")
assert read("3 mio") == (3, "MIO")
assert read("10 pcs") == (10, "PCS")
assert read("50 max") == (50, "MAX")
assert [read(text) for text in ("5k EUR", "€5", "12,50 kr", "1.234,50 EUR")] == [None] * 4
CODE
echo "still so: 5 k is five of the currency k"
