#!/usr/bin/env bash
# ical-generator 10.2.0 writes the hour of the machine's own clock under the zone that an event is given.
#
# Expected by most: 07:00 UTC is written as 03:00 in America/New_York for an event with that zone, or as 07:00 with a Z; a server's TZ changes
#   nothing that is sent.
# Seen: on a machine in Berlin it is 09:00 in New York, six hours late, and on one in UTC 07:00. No VTIMEZONE is written, and DTSTAMP, which
#   has to be in UTC, is the machine's time as well once the calendar has a zone. Without a zone the event is 070000Z.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
echo '{"private": true}' > package.json
npm install --silent --no-audit --no-fund ical-generator@10.2.0
cat > seen.mjs <<'CODE'
import assert from 'node:assert';
import ical from 'ical-generator';
const written = (zone, ofCalendar) => {
  const calendar = ical(ofCalendar ? { timezone: ofCalendar } : {});
  const start = new Date('2026-06-16T07:00:00Z');
  calendar.createEvent({ start, stamp: start, summary: 'Call', timezone: zone });
  return calendar.toString();
};
const hour = process.argv[2];
assert.match(written(undefined), /DTSTART:20260616T070000Z/);
assert.ok(written('America/New_York').includes(`DTSTART;TZID=America/New_York:20260616T${hour}`));
assert.ok(!written('America/New_York').includes('VTIMEZONE'));
assert.ok(written('America/New_York', 'Europe/Paris').includes(`DTSTAMP:20260616T${hour}\r\n`));
CODE
TZ=Europe/Berlin node seen.mjs 090000
TZ=UTC node seen.mjs 070000
echo "still so: the hour of the machine is New York's"
