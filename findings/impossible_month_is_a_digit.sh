#!/usr/bin/env bash
# any-date-parser 2.2.4 drops a digit of a month that there is not, and says nothing.
#
# Expected by most: 13/04/2026 read with month first is refused, or read with the day first, since there is no month 13.
# Seen: 4 March 2026: the 1 of 13 is left out. 31/12/2026 becomes 12 January, and with the day first 12/31/2026
#   becomes 12 March.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm install --silent --no-audit --no-fund --no-save any-date-parser@2.2.4 >/dev/null
cat >seen.js <<'CODE'
const assert = require("node:assert");
const parser = require("any-date-parser");
const read = (text, locale) => parser.fromString(text, locale).toISOString().slice(0, 10);
assert.equal(read("13/04/2026", "en-US"), "2026-03-04");
assert.equal(read("31/12/2026", "en-US"), "2026-01-12");
assert.equal(read("12/31/2026", "en-GB"), "2026-03-12");
assert.equal(read("13/04/2026", "en-GB"), "2026-04-13");
CODE
TZ=UTC node seen.js
echo "still so: 13/04/2026 is 4 March"
