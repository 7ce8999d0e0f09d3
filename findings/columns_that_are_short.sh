#!/usr/bin/env bash
# python-calamine 0.9.1 reads one column of an XLSB that SheetJS 0.18.5 wrote, and pyxlsb 1.0.10 none.
#
# Expected by most: a binary workbook that one of the most used writers saves is read as its xlsx is, or refused.
# Seen: SheetJS writes all but the first cell of a row by the short records of the format, which have no column of their own; calamine leaves them
#   out and says nothing, and pyxlsb has None in every cell. The xlsx of the same sheet is read whole, and LibreOffice reads both.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
echo '{"private": true}' > package.json
npm install --silent --no-audit --no-fund xlsx@0.18.5
python3 -m venv env
env/bin/pip install --quiet --disable-pip-version-check python-calamine==0.9.1 pyxlsb==1.0.10
node - <<'CODE'
const XLSX = require('xlsx');
const book = XLSX.utils.book_new();
const rows = [['name', 'code', 'employees'], ['Granit AB', '01067', 5]];
XLSX.utils.book_append_sheet(book, XLSX.utils.aoa_to_sheet(rows), 'Leads');
for (const kind of ['xlsx', 'xlsb']) XLSX.writeFile(book, 'leads.' + kind);
CODE
env/bin/python -W ignore - <<'CODE'
import pyxlsb
from python_calamine import CalamineWorkbook

def calamine(path):
    return CalamineWorkbook.from_path(path).get_sheet_by_index(0).to_python()

assert calamine("leads.xlsx") == [["name", "code", "employees"], ["Granit AB", "01067", 5]]
assert calamine("leads.xlsb") == [["name"], ["Granit AB"]]
with pyxlsb.open_workbook("leads.xlsb") as book, book.get_sheet(1) as sheet:
    assert all(cell.v is None for row in sheet.rows() for cell in row)
CODE
echo "still so: one column of three is read"
