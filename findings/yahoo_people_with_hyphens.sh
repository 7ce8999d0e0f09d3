#!/usr/bin/env bash
# validator 13.15.35 for Node makes one address of two people whose names have a hyphen.
#
# Expected by most: normalizing jean-paul@yahoo.com keeps jean-paul: only what follows a plus is a tag, as for Gmail and Outlook.
# Seen: jean@yahoo.com, by default; so jean-paul and jean-marie are duplicates. At yandex.ru a plus is kept.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm install --silent --no-audit --no-fund --no-save validator@13.15.35 >/dev/null
cat >seen.js <<'CODE'
const assert = require("node:assert");
const { normalizeEmail } = require("validator");
assert.equal(normalizeEmail("jean-paul@yahoo.com"), "jean@yahoo.com");
assert.equal(normalizeEmail("jean-marie@yahoo.com"), "jean@yahoo.com");
assert.equal(normalizeEmail("ann-x@outlook.com"), "ann-x@outlook.com");
assert.equal(normalizeEmail("ann+x@yandex.ru"), "ann+x@yandex.ru");
CODE
TZ=UTC node seen.js
echo "still so: jean-paul and jean-marie at yahoo.com are one"
