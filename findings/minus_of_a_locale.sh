#!/usr/bin/env bash
# accounting.js 0.4.1 and numeral 2.0.6 lose the minus that the browser itself writes in Swedish.
#
# Expected by most: an amount that Intl.NumberFormat has written is read back with its sign, once the decimal mark is given.
# Seen: Swedish, Norwegian, Finnish, Slovene and Croatian are written with U+2212, which both drop: −1 234,5 becomes a positive
#   amount in either, without an error.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
echo '{"private": true}' > package.json
npm install --silent --no-audit --no-fund accounting@0.4.1 numeral@2.0.6
cat > seen.cjs <<'CODE'
const assert = require('node:assert');
const accounting = require('accounting');
const numeral = require('numeral');
for (const locale of ['sv-SE', 'nb-NO', 'fi-FI', 'sl', 'hr']) {
  const written = new Intl.NumberFormat(locale).format(-1234.5);
  assert.strictEqual(written[0], '\u2212');
  assert.strictEqual(accounting.unformat(written, ','), 1234.5);
  assert.ok(numeral(written).value() > 0);
}
assert.strictEqual(accounting.unformat(new Intl.NumberFormat('fr-FR').format(-1234.5), ','), -1234.5);
CODE
node seen.cjs
echo "still so: a negative amount in Swedish becomes positive"
