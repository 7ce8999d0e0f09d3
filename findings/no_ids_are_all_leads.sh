#!/usr/bin/env bash
# jsforce 3.10.16 finds all leads where it is asked for those of an empty list.
#
# Expected by most: find({ Id: { $in: [] } }) finds nothing or is refused, and a condition whose value is undefined is refused, as null is
#   written.
# Seen: the condition is left out, so the query, and destroy() or update() upon it, is of every lead; a $or loses the same way. A Date is
#   written as JavaScript prints it, which is no SOQL.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
echo '{"private": true}' > package.json
npm install --silent --no-audit --no-fund jsforce@3.10.16
cat > seen.cjs <<'CODE'
const assert = require('node:assert');
const { Connection } = require('jsforce');
const leads = new Connection({ instanceUrl: 'https://crm.example', accessToken: 'token' }).sobject('Lead');
const asked = async (conditions, soql) => assert.strictEqual(await leads.find(conditions, 'Id').toSOQL(), 'SELECT Id FROM Lead' + soql);
(async () => {
  await asked({ Id: { $in: ['1'] } }, " WHERE Id IN ('1')");
  await asked({ Id: { $in: [] } }, '');
  await asked({ Email: null }, ' WHERE Email = null');
  await asked({ Email: undefined }, '');
  await asked({ $or: [{ Email: 'a@x.example' }, { Phone: undefined }] }, " WHERE Email = 'a@x.example'");
  assert.match(await leads.find({ CreatedDate: { $gt: new Date(0) } }, 'Id').toSOQL(), /CreatedDate > \w{3} \w{3} \d\d \d{4} /);
})();
CODE
node seen.cjs
echo "still so: in no list is every lead"
