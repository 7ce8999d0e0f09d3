#!/usr/bin/env bash
# vobject 0.9.9 writes an appointment in Shanghai with the zone of Chicago, once it has written one in Chicago.
#
# Expected by most: each calendar is written with the zones of its own events, under names that tell them apart.
# Seen: a zone is called by the abbreviation of its winter time, and both are CST: whichever a process writes first gives its rules to
#   every later calendar, so 09:00 in Shanghai is read as 14:00 UTC instead of 01:00, by vobject as by icalendar 7.3.2; in the other
#   order Chicago is wrong. Kolkata and Jerusalem are as Dublin in the same way.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/env"
"$folder/env/bin/pip" install --quiet --disable-pip-version-check vobject==0.9.9 icalendar==7.3.2 tzdata==2026.6
cat > "$folder/seen.py" <<'CODE'
import sys
from datetime import datetime, timezone
from zoneinfo import ZoneInfo

import icalendar
import vobject

def in_utc(moment):
    return moment.astimezone(timezone.utc).hour

for asked in sys.argv[1:]:
    zone, name, hour = asked.split("=")
    calendar = vobject.iCalendar()
    calendar.add("vevent").add("dtstart").value = datetime(2026, 6, 16, 9, tzinfo=ZoneInfo(zone))
    written = calendar.serialize()
    assert f"DTSTART;TZID={name}:20260616T090000" in written
    assert in_utc(vobject.readOne(written).vevent.dtstart.value) == int(hour)
    assert in_utc(next(iter(icalendar.Calendar.from_ical(written).walk("VEVENT"))).start) == int(hour)
CODE
"$folder/env/bin/python" -W ignore "$folder/seen.py" America/Chicago=CST=14 Asia/Shanghai=CST=14
"$folder/env/bin/python" -W ignore "$folder/seen.py" Asia/Shanghai=CST=1 America/Chicago=CST=1
"$folder/env/bin/python" -W ignore "$folder/seen.py" Europe/Dublin=IST=8 Asia/Kolkata=IST=8 Asia/Jerusalem=IST=8
echo "still so: 09:00 in Shanghai is 09:00 in Chicago"
