#!/usr/bin/env bash
# dayjs-business-time 1.0.4 counts business hours with the other sign than dayjs 1.11.23 counts hours.
#
# Expected by most: later.businessHoursDiff(earlier) is positive, as later.diff(earlier, 'hours') of the library that it extends, and
#   workingDiff of moment-business-time 2.0.0 are.
# Seen: from Friday 16:00 to Monday 10:00 it is -2, where diff says 66 and workingDiff 2; so a reply after two hours of work came two hours early,
#   and whatever is compared with a limit is within it. businessDaysDiff is the same way round.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
echo '{"private": true}' > package.json
npm install --silent --no-audit --no-fund dayjs@1.11.23 dayjs-business-time@1.0.4 moment@2.31.0 moment-business-time@2.0.0
cat > seen.cjs <<'CODE'
const assert = require('node:assert');
const dayjs = require('dayjs');
const moment = require('moment-business-time');
dayjs.extend(require('dayjs-business-time'));
const [friday, monday] = ['2026-06-19T16:00', '2026-06-22T10:00'];
assert.strictEqual(dayjs(monday).diff(dayjs(friday), 'hours'), 66);
assert.strictEqual(moment(monday).workingDiff(moment(friday), 'hours'), 2);
assert.strictEqual(dayjs(monday).businessHoursDiff(dayjs(friday)), -2);
assert.strictEqual(dayjs(friday).businessHoursDiff(dayjs(monday)), 2);
assert.ok(dayjs(monday).businessDaysDiff(dayjs(friday)) < 0);
CODE
TZ=UTC node seen.cjs
echo "still so: two hours later is minus two"
