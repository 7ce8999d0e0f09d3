#!/usr/bin/env bash
# postcode-validator 3.10.22 accepts British and Canadian postcodes in small letters, and refuses Dutch and Irish ones.
#
# Expected by most: one reader treats small letters alike in every country, and two readers agree about the codes of one.
# Seen: sw1a1aa and m5v3l9 are right and 1012ab and d02 x285 wrong, which postal-codes-js 2.5.2 all accepts; of C1002 and 1002 in Argentina the one
#   accepts the first alone and the other the second alone.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
echo '{"private": true}' > package.json
npm install --silent --no-audit --no-fund postcode-validator@3.10.22 postal-codes-js@2.5.2
cat > seen.cjs <<'CODE'
const assert = require('node:assert');
const { postcodeValidator } = require('postcode-validator');
const postalCodes = require('postal-codes-js');
const small = [['sw1a1aa', 'GB'], ['m5v3l9', 'CA'], ['1012ab', 'NL'], ['d02 x285', 'IE']];
assert.deepStrictEqual(small.map(([code, country]) => postcodeValidator(code, country)), [true, true, false, false]);
assert.ok(small.every(([code, country]) => postcodeValidator(code.toUpperCase(), country)));
assert.ok(small.every(([code, country]) => postalCodes.validate(country, code) === true));
const argentine = ['C1002', '1002'];
assert.deepStrictEqual(argentine.map(code => postcodeValidator(code, 'AR')), [true, false]);
assert.deepStrictEqual(argentine.map(code => postalCodes.validate('AR', code) === true), [false, true]);
CODE
node seen.cjs
echo "still so: 1012ab is wrong and sw1a1aa right"
