#!/usr/bin/env bash
# mailcheck 1.1.1 takes addresses at proton.me, att.com and acme.io for slips of the finger.
#
# Expected by most: a suggestion is made for what is nearly a known domain (gail.com), and not for a well-known one or a usual ending.
# Seen: proton.me should be proton.de, att.com aol.com, acme.co acme.com and acme.io acme.it: endings and domains younger than
#   its lists are near to one of them.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
echo '{"private": true}' > package.json
npm install --silent --no-audit --no-fund mailcheck@1.1.1
cat > seen.cjs <<'CODE'
const assert = require('node:assert');
const mailcheck = require('mailcheck');
const suggested = (email) => {
  let full;
  mailcheck.run({ email, suggested: (suggestion) => { full = suggestion.full; }, empty: () => {} });
  return full;
};
assert.strictEqual(suggested('bo@gail.com'), 'bo@gmail.com');
assert.strictEqual(suggested('bo@proton.me'), 'bo@proton.de');
assert.strictEqual(suggested('bo@att.com'), 'bo@aol.com');
assert.strictEqual(suggested('bo@acme.co'), 'bo@acme.com');
assert.strictEqual(suggested('bo@acme.io'), 'bo@acme.it');
CODE
node seen.cjs
echo "still so: proton.me is said to be a slip"
