#!/usr/bin/env bash
# react-querybuilder 8.24.1 reads the MongoDB query that it has written for "not DE" as a query without rules.
#
# Expected by most: parseMongoDB reads what formatQuery writes, or fails.
# Seen: a query that is negated comes back empty, so that it holds for every lead, while the same goes well by SQL and by JsonLogic.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
echo '{"private": true}' > package.json
npm install --silent --no-audit --no-fund react-querybuilder@8.24.1 react@19.3.1
cat > seen.cjs <<'CODE'
const assert = require('node:assert');
const { formatQuery } = require('react-querybuilder');
const { parseMongoDB } = require('react-querybuilder/parseMongoDB');
const { parseSQL } = require('react-querybuilder/parseSQL');
const { parseJsonLogic } = require('react-querybuilder/parseJsonLogic');
const rules = [{ field: 'country', operator: '=', value: 'DE' }];
const written = not => formatQuery({ combinator: 'and', rules, not }, 'mongodb_query');
assert.deepStrictEqual(parseMongoDB(written(false)).rules, rules);
assert.deepStrictEqual(written(true), { $nor: [{ country: 'DE' }] });
assert.deepStrictEqual(parseMongoDB(written(true)).rules, []);
for (const [format, parse] of [['sql', parseSQL], ['jsonlogic', parseJsonLogic]]) {
  const read = parse(formatQuery({ combinator: 'and', rules, not: true }, format));
  const [{ field, operator, value }] = read.rules;
  assert.deepStrictEqual([read.not, { field, operator, value }], [true, rules[0]]);
}
CODE
node seen.cjs
echo "still so: not DE is every country"
