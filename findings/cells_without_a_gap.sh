#!/usr/bin/env bash
# html-to-text 10.0.1 writes the cells of a table without a gap, and capitals for a heading.
#
# Expected by most: the text part of a mail made from its HTML keeps label and value apart, and a name as it was written.
# Seen: 'Name | Bo' and 'Phone | 030 1' become NameBoPhone030 1, since tables are not laid out unless they are named; the heading
#   'Straße 5' becomes STRASSE 5.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
echo '{"private": true}' > package.json
npm install --silent --no-audit --no-fund html-to-text@10.0.1
cat > seen.cjs <<'CODE'
const assert = require('node:assert');
const { convert } = require('html-to-text');
const table = '<table><tr><td>Name</td><td>Bo</td></tr><tr><td>Phone</td><td>030 1</td></tr></table>';
assert.strictEqual(convert(table), 'NameBoPhone030 1');
assert.strictEqual(convert('<h1>Straße 5</h1>'), 'STRASSE 5');
assert.notStrictEqual(convert(table, { selectors: [{ selector: 'table', format: 'dataTable' }] }), 'NameBoPhone030 1');
CODE
node seen.cjs
echo "still so: a table becomes one word"
