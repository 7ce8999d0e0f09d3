#!/usr/bin/env bash
# langcodes 3.5.1 finds Russian for people who want Ukrainian, and nothing for the second Norwegian.
#
# Expected by most: of Russian and English neither is near to Ukrainian, so the answer is nothing; and where Danish does for Norwegian (nb),
#   it does for Norwegian Nynorsk (nn).
# Seen: uk and be are ru; kk, lv and ka are nothing. nb is da and nn is nothing. @formatjs/intl-localematcher 0.10.1,
#   which also matches by likeness, finds no Russian for uk.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
python3 -m venv env
env/bin/pip install --quiet --disable-pip-version-check langcodes==3.5.1
env/bin/python -W ignore - <<'CODE'
from langcodes import closest_supported_match

russian = {wanted: closest_supported_match(wanted, ["ru", "en"]) for wanted in ("uk", "be", "kk", "lv", "ka")}
assert russian == {"uk": "ru", "be": "ru", "kk": None, "lv": None, "ka": None}
assert closest_supported_match("nb", ["da", "sv"]) == "da"
assert closest_supported_match("nn", ["da", "sv"]) is None
CODE
echo '{"private": true}' > package.json
npm install --silent --no-audit --no-fund @formatjs/intl-localematcher@0.10.1
cat > seen.mjs <<'CODE'
import assert from 'node:assert';
import { match } from '@formatjs/intl-localematcher';
assert.strictEqual(match(['uk'], ['ru', 'en'], 'zz'), 'zz');
assert.strictEqual(match(['ca'], ['es', 'en'], 'zz'), 'es');
CODE
node seen.mjs
echo "still so: uk is ru"
