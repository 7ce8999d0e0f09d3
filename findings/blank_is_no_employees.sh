#!/usr/bin/env bash
# Ajv 8.20.0 makes 0 of a blank where a number is asked for, and 31 of 0x1F.
#
# Expected by most: coerceTypes reads what is written as a number; a field with a blank in it is refused, as an empty one is.
# Seen: one blank, a tab or a line break is 0, and passes minimum: 0; the empty text is refused, as 1,5 and 1_000 are; 0x1F and 0b11 are read as
#   JavaScript reads them.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
echo '{"private": true}' > package.json
npm install --silent --no-audit --no-fund ajv@8.20.0
cat > seen.cjs <<'CODE'
const assert = require('node:assert');
const Ajv = require('ajv');
const validate = new Ajv({ coerceTypes: true }).compile({ type: 'object', properties: { employees: { type: 'number', minimum: 0 } } });
const read = employees => {
  const lead = { employees };
  return validate(lead) ? lead.employees : 'refused';
};
assert.deepStrictEqual(['50', '', '1,5', '1_000'].map(read), [50, 'refused', 'refused', 'refused']);
assert.deepStrictEqual([' ', '\t', '\n', '0x1F', '0b11'].map(read), [0, 0, 0, 31, 3]);
CODE
node seen.cjs
echo "still so: a blank is 0"
