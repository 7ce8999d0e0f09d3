#!/usr/bin/env bash
# ics 0.7.3 reads an appointment of Outlook as UTC, though the file says what its zone is.
#
# Expected by most: a VTIMEZONE in the file defines the zone that events name, whatever it is called.
# Seen: only names that the system knows count. 09:00 in "W. Europe Standard Time" is 09:00 UTC, two hours late in summer,
#   without a word; icalendar 7.3.2 reads the same file as 09:00+02:00.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/env"
"$folder/env/bin/pip" install --quiet --disable-pip-version-check ics==0.7.3 icalendar==7.3.2
"$folder/env/bin/python" -W ignore - <<'CODE'
import icalendar, ics

def calendar(zone):
    lines = f"""BEGIN:VCALENDAR
VERSION:2.0
PRODID:-//example//EN
BEGIN:VTIMEZONE
TZID:{zone}
BEGIN:STANDARD
DTSTART:16010101T030000
TZOFFSETFROM:+0200
TZOFFSETTO:+0100
RRULE:FREQ=YEARLY;BYDAY=-1SU;BYMONTH=10
END:STANDARD
BEGIN:DAYLIGHT
DTSTART:16010101T020000
TZOFFSETFROM:+0100
TZOFFSETTO:+0200
RRULE:FREQ=YEARLY;BYDAY=-1SU;BYMONTH=3
END:DAYLIGHT
END:VTIMEZONE
BEGIN:VEVENT
UID:1@x.example
DTSTAMP:20260301T000000Z
DTSTART;TZID={zone}:20260702T090000
SUMMARY:Call
END:VEVENT
END:VCALENDAR
"""
    return lines.replace("\n", "\r\n")

def begins(text):
    (event,) = ics.Calendar(text).events
    return event.begin.isoformat(), icalendar.Calendar.from_ical(text).walk("VEVENT")[0].decoded("dtstart").isoformat()

for zone in ("W. Europe Standard Time", "Customized Time Zone"):
    assert begins(calendar(zone)) == ("2026-07-02T09:00:00+00:00", "2026-07-02T09:00:00+02:00"), zone
assert begins(calendar("Europe/Berlin")) == ("2026-07-02T09:00:00+02:00", "2026-07-02T09:00:00+02:00")
CODE
echo "still so: Outlook's nine o'clock in Berlin is nine o'clock UTC"
