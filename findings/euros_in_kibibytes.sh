#!/usr/bin/env bash
# quantulum3 0.10.0 reads a budget of 5k EUR as five kibibyte euros, and 12 kr as twelve thousand roentgen.
#
# Expected by most: 5k EUR is five thousand euros, as €500k and $2.5M are what they say; an amount with a currency behind it is money.
# Seen: with the currency behind the number the k is a unit of its own, and 2.5M $ is metre dollars; 1.234,50 € is fifty euros, and
#   2,5 million euros twenty-five million of nothing, though 1,234.50 € is right.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/env"
"$folder/env/bin/pip" install --quiet --disable-pip-version-check quantulum3==0.10.0
"$folder/env/bin/python" -W ignore - <<'CODE'
from quantulum3 import parser

def read(text):
    last = parser.parse(text)[-1]
    return last.value, last.unit.name

assert [read(text) for text in ("€500k", "$2.5M", "1,234.50 €")] == [(500000, "euro"), (2500000, "dollar"), (1234.5, "euro")]
assert read("Budget: 5k EUR") == (5, "kibibyte euro")
assert read("Budget: 2.5M $") == (2.5, "metre dollar")
assert read("12 kr") == (12000, "roentgen")
assert read("1.234,50 €") == (50, "euro")
assert read("2,5 million euros") == (25000000, "dimensionless")
CODE
echo "still so: 5k EUR is five kibibyte euros"
