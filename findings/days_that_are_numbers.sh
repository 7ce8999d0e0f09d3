#!/usr/bin/env bash
# PyExcelerate 0.13.0 writes days as numbers when a sheet is made of rows, and as days when cells are set one by one.
#
# Expected by most: the same date in the same column is shown as a date, whichever way it came there.
# Seen: new_sheet(data=...), its fast way, writes 46086 without a format of dates, so it is shown, and read by openpyxl 3.1.5, as a number; after
#   set_cell_value it is 2026-03-05. A time is 0.604, and 36 hours the text "1 day, 12:00:00".
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
python3 -m venv env
env/bin/pip install --quiet --disable-pip-version-check PyExcelerate==0.13.0 openpyxl==3.1.5
env/bin/python -W ignore - <<'CODE'
from datetime import date, datetime, time, timedelta

from openpyxl import load_workbook
from pyexcelerate import Workbook

book = Workbook()
book.new_sheet("Rows", data=[[date(2026, 3, 5), time(14, 30), timedelta(hours=36)]])
book.new_sheet("Cells").set_cell_value(1, 1, date(2026, 3, 5))
book.save("leads.xlsx")
read = load_workbook("leads.xlsx")
day, hour, length = next(read["Rows"].rows)
assert (day.value, day.number_format) == (46086, "General")
assert (round(hour.value, 3), length.value) == (0.604, "1 day, 12:00:00")
assert read["Cells"]["A1"].value == datetime(2026, 3, 5)
CODE
echo "still so: 5 March is 46086"
