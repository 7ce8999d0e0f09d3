#!/usr/bin/env bash
# vcf 2.1.2 keeps the backslash before the comma of a company, and its parts as one text.
#
# Expected by most: the ORG of a vCard 3.0 is a list of parts, in which a comma is written with a backslash that is no part of the name.
# Seen: 'Smith\, Jones;Sales' stays one text with the backslash in it, though N of the same card is a list.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
echo '{"private": true}' > package.json
npm install --silent --no-audit --no-fund vcf@2.1.2
cat > seen.cjs <<'CODE'
const assert = require('node:assert');
const VCard = require('vcf');
const card = ['BEGIN:VCARD', 'VERSION:3.0', 'FN:Bo Lee', 'N:Lee;Bo;;;', 'ORG:Smith\\, Jones;Sales', 'END:VCARD', ''].join('\r\n');
const fields = Object.fromEntries(new VCard().parse(card).toJSON()[1].map(([name, , , value]) => [name, value]));
assert.strictEqual(fields.org, 'Smith\\, Jones;Sales');
assert.deepStrictEqual(fields.n, ['Lee', 'Bo', '', '', '']);
CODE
node seen.cjs
echo "still so: the backslash stays in the name"
