#!/usr/bin/env bash
# csvtojson 2.0.14 loses a company where another column is called company.name.
#
# Expected by most: each column of a file is a member of its rows; equal headers are numbered or refused.
# Seen: a dot in a header makes a nest, which replaces the column before it: Acme is gone without a word. 'No.' keeps its dot and
#   'St. Address' does not. Of two columns called phone only the last is left.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
echo '{"private": true}' > package.json
npm install --silent --no-audit --no-fund csvtojson@2.0.14
cat > seen.cjs <<'CODE'
const assert = require('node:assert');
const csv = require('csvtojson');
(async () => {
  const rows = (text) => csv().fromString(text);
  assert.deepStrictEqual(await rows('company,company.size\nAcme,5\n'), [{ company: { size: '5' } }]);
  assert.deepStrictEqual(await rows('No.,St. Address\n5,Main 1\n'), [{ 'No.': '5', St: { ' Address': 'Main 1' } }]);
  assert.deepStrictEqual(await rows('phone,phone\n030 1,030 2\n'), [{ phone: '030 2' }]);
})();
CODE
node seen.cjs
echo "still so: a dot in a header takes the place of another column"
