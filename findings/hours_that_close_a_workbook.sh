#!/usr/bin/env bash
# pandas 3.1.1 reads the times of an ODS from what is shown, and nothing of a workbook that shows 36 hours.
#
# Expected by most: a cell has the value that the file gives it beside what is shown: PT36H00M00S is a length of time, or at worst a text, and
#   the other rows are read.
# Seen: with the engine odf (odfpy 1.4.1) read_excel fails as a whole with "hour must be in 0..23", and where half past nine is shown as
#   "9,5 Std." for want of a string that it could parse. The engine calamine (0.9.1) reads the value, and 36 hours as a text.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
python3 -m venv env
env/bin/pip install --quiet --disable-pip-version-check pandas==3.1.1 odfpy==1.4.1 python-calamine==0.9.1
env/bin/python -W ignore - <<'CODE'
from datetime import time

import pandas
from odf.opendocument import OpenDocumentSpreadsheet
from odf.table import Table, TableCell, TableRow
from odf.text import P

def read(engine, value, shown):
    book, sheet = OpenDocumentSpreadsheet(), Table(name="Leads")
    for cell, text in ((TableCell(valuetype="string"), "Ann"), (TableCell(valuetype="time", timevalue=value), shown)):
        row = TableRow()
        cell.addElement(P(text=text))
        row.addElement(cell)
        sheet.addElement(row)
    book.spreadsheet.addElement(sheet)
    book.save("leads.ods")
    try:
        return pandas.read_excel("leads.ods", engine=engine, header=None)[0].tolist()
    except ValueError as error:
        return str(error)

assert read("odf", "PT09H30M00S", "09:30") == ["Ann", time(9, 30)]
assert read("odf", "PT09H30M00S", "9,5 Std.").startswith("Unknown datetime string format")
assert read("calamine", "PT09H30M00S", "9,5 Std.") == ["Ann", time(9, 30)]
assert read("odf", "PT36H00M00S", "36:00").startswith("hour must be in 0..23")
assert read("calamine", "PT36H00M00S", "36:00") == ["Ann", "PT36H00M00S"]
CODE
echo "still so: 36 hours close the workbook"
