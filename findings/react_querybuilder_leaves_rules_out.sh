#!/usr/bin/env bash
# react-querybuilder 8.24.1 leaves rules with an operator of the host's own out of JsonLogic, in silence.
#
# Expected by most: formatQuery(query, 'jsonlogic') says every rule of the query, or fails.
# Seen: of "country is DE and tags contain all of a, b" only the country is left, so the exported rule holds for more
#   leads; a query of such a rule alone is false.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
echo '{"private": true}' > package.json
npm install --silent --no-audit --no-fund react-querybuilder@8.24.1 react@19.3.1 react-dom@19.3.1
cat > seen.cjs <<'CODE'
const assert = require('node:assert');
const { formatQuery } = require('react-querybuilder');
const land = { field: 'country', operator: '=', value: 'DE' };
const tags = { field: 'tags', operator: 'contains_all', value: 'a,b' };
const logic = (...rules) => formatQuery({ combinator: 'and', rules }, 'jsonlogic');
assert.deepStrictEqual(logic(land, tags), { and: [{ '==': [{ var: 'country' }, 'DE'] }] });
assert.strictEqual(logic(tags), false);
CODE
node seen.cjs
echo "still so: a rule with an operator of one's own is not in the JsonLogic"
