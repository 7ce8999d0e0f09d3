#!/usr/bin/env bash
# businesstimedelta 1.0.1 counts nothing between two moments of one night shift.
#
# Expected by most: with a shift from 22:00 to 06:00 there are two hours of work between 23:00 and 01:00.
# Seen: none; a shift that has begun is passed over, though from before its beginning to after its end it counts eight
#   hours. And a difference backwards in time is positive.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/env"
"$folder/env/bin/pip" install --quiet --disable-pip-version-check businesstimedelta==1.0.1
"$folder/env/bin/python" -W ignore - <<'CODE'
from datetime import datetime, time
from businesstimedelta import Rules, WorkDayRule

night = Rules([WorkDayRule(start_time=time(22), end_time=time(6), working_days=[0, 1, 2, 3, 4])])
tuesday, wednesday = datetime(2026, 6, 16), datetime(2026, 6, 17)
assert night.difference(tuesday.replace(hour=23), wednesday.replace(hour=1)).hours == 0
assert night.difference(tuesday.replace(hour=21), wednesday.replace(hour=7)).hours == 8
day = Rules([WorkDayRule(start_time=time(9), end_time=time(18), working_days=[0, 1, 2, 3, 4])])
assert day.difference(datetime(2026, 6, 22, 10), datetime(2026, 6, 19, 17)).hours == 2
CODE
echo "still so: 23:00 to 01:00 of a night shift is no time"
