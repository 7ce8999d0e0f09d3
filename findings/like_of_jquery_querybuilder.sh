#!/usr/bin/env bash
# jQuery QueryBuilder 3.0.0 asks SQLite for "contains 50%" in two ways, and neither finds what contains 50%.
#
# Expected by most: getSQL makes a condition that holds for the rows that the rule means, with parameters or without.
# Seen: with parameters the % of the value is not escaped, so "contains 50%" finds 500 too; without them it is escaped by a
#   backslash, which SQLite takes for a letter as long as no ESCAPE names it, so "50% off" is not found.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
echo '{"private": true}' > package.json
npm install --silent --no-audit --no-fund jQuery-QueryBuilder@3.0.0 jquery@3.7.1 jsdom@26.1.0
cat > asked.cjs <<'CODE'
const { readFileSync } = require('node:fs');
const { JSDOM } = require('jsdom');
const { window } = new JSDOM('<div id="builder"></div>', { runScripts: 'outside-only' });
for (const name of ['jquery/dist/jquery.js', 'jQuery-QueryBuilder/dist/js/query-builder.standalone.js'])
  window.eval(readFileSync(require.resolve(name), 'utf8'));
const builder = window.jQuery('#builder');
const there = value => window.JSON.parse(JSON.stringify(value));
builder.queryBuilder({ filters: there([{ id: 'name', type: 'string' }]) });
const rules = () => there({ condition: 'AND', rules: [{ id: 'name', field: 'name', type: 'string', operator: 'contains', value: '50%' }] });
const { sql, params } = builder.queryBuilder('getSQL', 'question_mark', false, rules());
console.log(JSON.stringify([[sql, params], [builder.queryBuilder('getSQL', false, false, rules()).sql, []]]));
CODE
node asked.cjs > asked.json
python3 - <<'CODE'
import json
import sqlite3

rows = sqlite3.connect(":memory:")
rows.execute("CREATE TABLE lead (name)")
rows.executemany("INSERT INTO lead VALUES (?)", [("50% off",), ("500 seats",), ("none",)])

def found(statement, values):
    return [name for (name,) in rows.execute(f"SELECT name FROM lead WHERE {statement}", values)]

assert [found(*one) for one in json.load(open("asked.json"))] == [["50% off", "500 seats"], []]
CODE
echo "still so: contains 50% finds 500, or nothing"
