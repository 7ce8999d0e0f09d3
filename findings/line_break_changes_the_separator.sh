#!/usr/bin/env bash
# Papa Parse 5.7.1 finds another separator when the file ends with a line break.
#
# Expected by most: a file of two columns with semicolons and decimal commas is split at its semicolons, with or without a line break at its end.
# Seen: without one it is; with one, as nearly all files have, it is split at the commas, since the empty last line lowers the average
#   number of fields below two for the semicolon and not for the comma. skipEmptyLines mends it.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
echo '{"private": true}' > package.json
npm install --silent --no-audit --no-fund papaparse@5.7.1
cat > seen.cjs <<'CODE'
const assert = require('node:assert');
const Papa = require('papaparse');
const file = 'company;revenue\nAcme;1,5\nBolt;2,5';
assert.strictEqual(Papa.parse(file).meta.delimiter, ';');
assert.strictEqual(Papa.parse(file + '\n').meta.delimiter, ',');
assert.deepStrictEqual(Papa.parse(file + '\n').data[1], ['Acme;1', '5']);
assert.strictEqual(Papa.parse(file + '\n', { skipEmptyLines: true }).meta.delimiter, ';');
CODE
node seen.cjs
echo "still so: the last line break moves the separator"
