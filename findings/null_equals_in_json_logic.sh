#!/usr/bin/env bash
# Readers of JsonLogic disagree about whether nothing equals 0, false and an empty text.
#
# Expected by most: {"==": [{"var": "a"}, 0]} gives one answer for a lead without "a", whichever library reads the rule.
# Seen: json-logic-js 2.0.5 says no to all three, as JavaScript does; json-logic-engine 5.0.7 says yes to 0 and false;
#   datalogic-py 5.9.0 says yes to all three; json-logic-qubit 0.9.1 says yes to false alone. All say no to ===.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
echo '{"private": true}' > package.json
npm install --silent --no-audit --no-fund json-logic-js@2.0.5 json-logic-engine@5.0.7
python3 -m venv env
env/bin/pip install --quiet --disable-pip-version-check datalogic-py==5.9.0 json-logic-qubit==0.9.1
cat > seen.cjs <<'CODE'
const assert = require('node:assert');
const jsonLogic = require('json-logic-js');
const { LogicEngine } = require('json-logic-engine');
const engine = new LogicEngine();
const answers = (operator, apply) => [0, false, ''].map(value => apply({ [operator]: [{ var: 'a' }, value] }, {}));
assert.deepStrictEqual(answers('==', jsonLogic.apply), [false, false, false]);
assert.deepStrictEqual(answers('==', (rule, lead) => engine.run(rule, lead)), [true, true, false]);
assert.deepStrictEqual(answers('===', (rule, lead) => engine.run(rule, lead)), [false, false, false]);
CODE
node seen.cjs
env/bin/python - <<'CODE'
import json

import datalogic_py
from json_logic import jsonLogic

def answers(operator, apply):
    return [bool(apply({operator: [{"var": "a"}, value]}, {})) for value in (0, False, "")]

def datalogic(rule, lead):
    return datalogic_py.apply(json.dumps(rule), json.dumps(lead))

assert answers("==", datalogic) == [True, True, True]
assert answers("==", jsonLogic) == [False, True, False]
assert answers("===", datalogic) == answers("===", jsonLogic) == [False, False, False]
CODE
echo "still so: four readers give three answers for nothing == 0"
