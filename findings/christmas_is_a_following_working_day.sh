#!/usr/bin/env bash
# workalendar 17.0.0 finds that the working day that follows Christmas is Christmas.
#
# Expected by most: find_following_working_day of Germany, asked on Friday 25 December 2026, is Monday the 28th.
# Seen: it looks at weekends alone, in a calendar whose whole matter is holidays: it answers the 25th, which is_working_day of the same
#   calendar denies; add_working_days(day, 1) says the 28th, and add_working_days(day, 0) the 25th.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/env"
"$folder/env/bin/pip" install --quiet --disable-pip-version-check workalendar==17.0.0 setuptools==80.9.0
"$folder/env/bin/python" -W ignore - <<'CODE'
from datetime import date

from workalendar.europe import Germany

calendar, christmas = Germany(), date(2026, 12, 25)
assert not calendar.is_working_day(christmas)
assert calendar.find_following_working_day(christmas) == christmas
assert calendar.find_following_working_day(date(2026, 12, 26)) == date(2026, 12, 28)
assert calendar.add_working_days(christmas, 0) == christmas
assert calendar.add_working_days(christmas, 1) == date(2026, 12, 28)
CODE
echo "still so: Christmas is a following working day"
