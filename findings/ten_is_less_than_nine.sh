#!/usr/bin/env bash
# json-rules-engine 7.3.1 finds that 10 is less than 9, and that no day comes after another.
#
# Expected by most: lessThan and its like, which take only what can be read as numbers, compare the numbers; two Dates are compared or refused.
# Seen: two texts are looked at for a number and then compared as texts, so '10' is less than '9'; Dates are neither before nor
#   after each other, in silence; a text for a list is searched for pieces, so DE,FR contains D.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
echo '{"private": true}' > package.json
npm install --silent --no-audit --no-fund json-rules-engine@7.3.1
cat > seen.cjs <<'CODE'
const assert = require('node:assert');
const { Engine } = require('json-rules-engine');
const holds = async (operator, value, fact) => {
  const engine = new Engine([{ conditions: { all: [{ fact: 'x', operator, value }] }, event: { type: 'held' } }]);
  return (await engine.run({ x: fact })).events.length === 1;
};
(async () => {
  assert.strictEqual(await holds('lessThan', 9, 10), false);
  assert.strictEqual(await holds('lessThan', '9', '10'), true);
  const [march, may] = [new Date('2026-03-01'), new Date('2026-05-01')];
  assert.strictEqual(await holds('greaterThan', march, may), false);
  assert.strictEqual(await holds('lessThan', march, may), false);
  assert.strictEqual(await holds('in', 'DE,FR', 'D'), true);
})();
CODE
node seen.cjs
echo "still so: '10' is less than '9'"
