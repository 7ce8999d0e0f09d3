#!/usr/bin/env bash
# pylightxl 1.61 makes a date of a number that a workbook shows as "5 days", and noon of 36 hours.
#
# Expected by most: text in quotes within a number format is no code for a date; [h]:mm counts hours beyond a day.
# Seen: 5 as 0 "days" is 4 January 1900, 7 as "Day "0 is 6 January, and 36:00 is 12:00:00. A format 0" m" is left alone.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
python3 -m venv env
env/bin/pip install --quiet --disable-pip-version-check pylightxl==1.61 openpyxl==3.1.5
env/bin/python -W ignore - <<'CODE'
from datetime import timedelta
import openpyxl, pylightxl

book = openpyxl.Workbook()
for row, (value, shown) in enumerate([(5, '0 "days"'), (7, '"Day "0'), (3, '0" m"'), (1.5, "[h]:mm")], 1):
    book.active.cell(row, 1, value).number_format = shown
book.save("shown.xlsx")
sheet = pylightxl.readxl("shown.xlsx").ws("Sheet")
assert [sheet.index(row, 1) for row in range(1, 5)] == ["1900/01/04 00:00:00", "1900/01/06", 3, "12:00:00"]
column = openpyxl.load_workbook("shown.xlsx").active["A"]
assert [cell.value for cell in column] == [5, 7, 3, timedelta(hours=36)]
CODE
echo "still so: five days are the fourth of January"
