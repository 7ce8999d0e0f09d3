#!/usr/bin/env bash
# currency.js 2.0.4 reads 1e3 as 13 and 1.234,56 as 1.23.
#
# Expected by most: 1e3 is a thousand or an error, and 1.234,56 is 1234.56, an error, or at least 1.234.
# Seen: what is not a digit is left out, so the exponent joins the number; the German amount loses its thousands; 5-
#   is not a number, without an error.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm install --silent --no-audit --no-fund --no-save currency.js@2.0.4 >/dev/null
cat >seen.js <<'CODE'
const assert = require("node:assert");
const currency = require("currency.js");
assert.equal(currency("1e3").value, 13);
assert.equal(currency("1.234,56").value, 1.23);
assert.equal(currency("1,5").value, 15);
assert.ok(Number.isNaN(currency("5-").value));
CODE
TZ=UTC node seen.js
echo "still so: 1e3 is 13"
