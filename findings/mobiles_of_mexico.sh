#!/usr/bin/env bash
# phonenumbers 9.0.43 refuses Mexican mobile numbers as they were written until 2019, and mends Argentine ones.
#
# Expected by most: +52 1 55 1234 5678 is the number +52 55 1234 5678, as +54 11 15 1234 5678 is +54 9 11 1234 5678.
# Seen: the first is not even possible and no match of the second; so a list that has both holds two people. The Argentine ones are one number.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/env"
"$folder/env/bin/pip" install --quiet --disable-pip-version-check phonenumbers==9.0.43
"$folder/env/bin/python" -W ignore - <<'CODE'
from phonenumbers import MatchType, is_number_match, is_possible_number, is_valid_number, parse

old, new = parse("+52 1 55 1234 5678"), parse("+52 55 1234 5678")
assert is_valid_number(new)
assert not is_possible_number(old)
assert is_number_match(old, new) not in (MatchType.EXACT_MATCH, MatchType.NSN_MATCH)
old, new = parse("+54 11 15 1234-5678"), parse("+54 9 11 1234-5678")
assert is_valid_number(old)
assert is_number_match(old, new) == MatchType.EXACT_MATCH
CODE
echo "still so: +52 1 is no number"
