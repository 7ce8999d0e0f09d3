#!/usr/bin/env bash
# standardwebhooks 1.1.1 for Node finds no headers in those of a Request, and no bytes in its body.
#
# Expected by most: verify(await request.text(), request.headers) accepts what was signed: the Headers of fetch are what servers of today
#   hand over, and the bytes of the body are what was signed.
# Seen: "Missing required headers", until Object.fromEntries makes a plain object of them, as with svix 1.99.1; a Uint8Array is refused by an Error
#   that is no WebhookVerificationError, and so is a form that was signed as it should be, since it is no JSON.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
echo '{"private": true}' > package.json
npm install --silent --no-audit --no-fund standardwebhooks@1.1.1 svix@1.99.1
cat > seen.cjs <<'CODE'
const assert = require('node:assert');
const { Webhook, WebhookVerificationError } = require('standardwebhooks');
const secret = 'whsec_' + Buffer.from('k'.repeat(24)).toString('base64');
const webhook = new Webhook(secret);
const now = new Date();
const request = body => new Request('http://crm.example/leads', {
  method: 'POST',
  body,
  headers: {
    'webhook-id': 'm1',
    'webhook-timestamp': String(Math.floor(now / 1000)),
    'webhook-signature': webhook.sign('m1', now, body),
  },
});
(async () => {
  const lead = request('{"lead":1}');
  const plain = Object.fromEntries(lead.headers);
  const bytes = new Uint8Array(await lead.arrayBuffer());
  assert.deepStrictEqual(webhook.verify('{"lead":1}', plain), { lead: 1 });
  assert.deepStrictEqual(webhook.verify(Buffer.from(bytes), plain), { lead: 1 });
  for (const one of [webhook, new (require('svix').Webhook)(secret)]) {
    assert.throws(() => one.verify('{"lead":1}', lead.headers), /Missing required headers/);
  }
  assert.throws(() => webhook.verify(bytes, plain), error => !(error instanceof WebhookVerificationError) && /string or Buffer/.test(error.message));
  const form = Object.fromEntries(request('lead=1&name=Ann').headers);
  assert.throws(() => webhook.verify('lead=1&name=Ann', form), SyntaxError);
})();
CODE
node seen.cjs
echo "still so: the headers of a request are missing"
