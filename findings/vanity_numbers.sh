#!/usr/bin/env bash
# libphonenumber-js 1.13.16 cuts a number with letters, where phonenumbers 9.0.43 reads it.
#
# Expected by most: both follow the same library, so 1-800-FLOWERS is +1 800 356 9377 in both, or a number in neither.
# Seen: +11800 in the first: the national prefix and the digits before the letters, as a number that is not even
#   possible, without an error.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/env"
"$folder/env/bin/pip" install --quiet --disable-pip-version-check phonenumbers==9.0.43
"$folder/env/bin/python" - <<'CODE'
import phonenumbers

number = phonenumbers.parse("1-800-FLOWERS", "US")
assert phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164) == "+18003569377"
CODE
cd "$folder"
npm install --silent --no-audit --no-fund --no-save libphonenumber-js@1.13.16 >/dev/null
cat >seen.js <<'CODE'
const assert = require("node:assert");
const { parsePhoneNumber } = require("libphonenumber-js");
const number = parsePhoneNumber("1-800-FLOWERS", "US");
assert.equal(number.number, "+11800");
assert.equal(number.isPossible(), false);
CODE
node seen.js
echo "still so: 1-800-FLOWERS is +11800"
