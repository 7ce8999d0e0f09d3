#!/usr/bin/env bash
# SheetJS 0.18.5 makes days of the year 2001 of some ranges of employees in a CSV, and January of February.
#
# Expected by most: 5-10 in a column with 11-50 is a text; 2.1.2026, which nobody writes with the month first, is 2 January or a text.
# Seen: 5-10 is 10 May 2001 and 1-2 the second of January, while 11-50 and 50+ stay; 2.1.2026 is 1 February 2026.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm install --silent --no-audit --no-fund --no-save xlsx@0.18.5 >/dev/null
cat >seen.js <<'CODE'
const assert = require("node:assert");
const xlsx = require("xlsx");
const cells = ["1-2", "5-10", "11-50", "50+", "2.1.2026"];
const text = ["Email,Said", ...cells.map((cell) => `a@x.example,${cell}`)].join("\n");
const sheet = xlsx.read(text, { type: "string" }).Sheets.Sheet1;
const day = (serial) => new Date(Date.UTC(1899, 11, 30 + serial)).toISOString().slice(0, 10);
const seen = cells.map((_, at) => sheet[`B${at + 2}`]).map((cell) => (cell.t === "n" ? day(cell.v) : cell.v));
assert.deepEqual(seen, ["2001-01-02", "2001-05-10", "11-50", "50+", "2026-02-01"]);
CODE
node seen.js
echo "still so: five to ten employees are the tenth of May 2001"
