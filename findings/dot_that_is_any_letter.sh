#!/usr/bin/env bash
# react-querybuilder 8.24.1 writes the text of a rule into a MongoDB query as a pattern, so that Inc. finds Inca.
#
# Expected by most: "ends with Inc." finds the names that end so, "begins with (" those in brackets, whatever language the query is written in.
# Seen: for MongoDB, SpEL and Elasticsearch the text stands in a regular expression as it is: a dot is any sign, brackets are none, and
#   "does not contain C++" is no pattern at all; for JSONata it is escaped.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
echo '{"private": true}' > package.json
npm install --silent --no-audit --no-fund react-querybuilder@8.24.1 react@19.3.1 sift@17.1.4
cat > seen.cjs <<'CODE'
const assert = require('node:assert');
const { formatQuery } = require('react-querybuilder');
const sift = require('sift').default;
const written = (operator, value, format) => formatQuery({ combinator: 'and', rules: [{ field: 'name', operator, value }] }, format);
const found = (operator, value, ...names) =>
  names.map(name => ({ name })).filter(sift(written(operator, value, 'mongodb_query'))).map(lead => lead.name);
assert.deepStrictEqual(found('endsWith', 'Inc.', 'Granit Inc.', 'Granit Inca'), ['Granit Inc.', 'Granit Inca']);
assert.deepStrictEqual(found('beginsWith', '(Berlin)', '(Berlin) Bau', 'Berlin Bau'), ['Berlin Bau']);
assert.deepStrictEqual(written('doesNotContain', 'C++', 'mongodb_query'), { name: { $not: { $regex: 'C++' } } });
assert.match(written('endsWith', 'Inc.', 'spel'), /matches '\.\*Inc\.\$'/);
assert.match(written('endsWith', 'Inc.', 'jsonata'), /Inc\\\.\$/);
CODE
node seen.cjs
echo "still so: what ends with Inc. is Inca"
