#!/usr/bin/env bash
# humanparser 2.7.0 takes the family name Ma for a degree, and leaves the person without one.
#
# Expected by most: 'Jack Ma' has the family name Ma; surely 'Ma, Jack' has, where the comma says so.
# Seen: in both the family name is empty and the suffix is Ma; the full name of the second gets two blanks.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm install --silent --no-audit --no-fund --no-save humanparser@2.7.0 >/dev/null
cat >seen.js <<'CODE'
const assert = require("node:assert");
const { parseName } = require("humanparser");
assert.deepEqual(parseName("Jack Ma"), { suffix: "Ma", firstName: "Jack", lastName: "", fullName: "Jack Ma" });
const turned = parseName("Ma, Jack");
assert.equal(turned.lastName, "");
assert.equal(turned.suffix, "Ma");
assert.equal(parseName("Ann Do").lastName, "Do");
CODE
TZ=UTC node seen.js
echo "still so: Ma is a suffix, even before a comma"
