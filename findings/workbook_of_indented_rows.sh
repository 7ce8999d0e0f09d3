#!/usr/bin/env bash
# python-calamine 0.9.1 refuses the ODS that SheetJS 0.18.5 writes, and pandas 3.1.1 with it cannot tell what file it is.
#
# Expected by most: what one of the most used writers saves as an OpenDocument spreadsheet is read by what reads such spreadsheets.
# Seen: SheetJS indents its XML, and calamine takes the line break between two cells for a cell; the same file without the indentation is
#   read, and as it is by pyexcel-ods3 0.6.1 and by pandas with odfpy 1.4.1. CRLF within a cell becomes _x000d_ and a line break for all.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
echo '{"private": true}' > package.json
npm install --silent --no-audit --no-fund xlsx@0.18.5
python3 -m venv env
env/bin/pip install --quiet --disable-pip-version-check python-calamine==0.9.1 pyexcel-ods3==0.6.1 pandas==3.1.1 odfpy==1.4.1
node - <<'CODE'
const XLSX = require('xlsx');
const book = XLSX.utils.book_new();
const lines = XLSX.utils.book_new();
XLSX.utils.book_append_sheet(lines, XLSX.utils.aoa_to_sheet([['Tor 5\r\nKiel']]), 'Leads');
XLSX.writeFile(lines, 'lines.ods');
XLSX.utils.book_append_sheet(book, XLSX.utils.aoa_to_sheet([['name', 'code'], ['Granit AB', '01067']]), 'Leads');
XLSX.writeFile(book, 'leads.ods');
CODE
env/bin/python -W ignore - <<'CODE'
import re
from zipfile import ZipFile

import pandas
import pyexcel_ods3
from python_calamine import CalamineError, CalamineWorkbook

def calamine(path):
    try:
        return CalamineWorkbook.from_path(path).get_sheet_by_index(0).to_python()
    except CalamineError as error:
        return str(error)

def with_pandas(path, engine):
    try:
        return pandas.read_excel(path, engine=engine, header=None, dtype=str).values.tolist()
    except CalamineError as error:
        return str(error)

rows = [["name", "code"], ["Granit AB", "01067"]]
assert calamine("leads.ods").startswith("Expecting 'table-cell', found 'Text")
assert with_pandas("leads.ods", "calamine") == "Cannot detect file format"
assert with_pandas("leads.ods", "odf") == pyexcel_ods3.get_data("leads.ods")["Leads"] == rows
with ZipFile("leads.ods") as indented, ZipFile("plain.ods", "w") as plain:
    for name in indented.namelist():
        plain.writestr(name, re.sub(rb">\s+<", b"><", indented.read(name)))
assert calamine("plain.ods") == rows
assert pyexcel_ods3.get_data("lines.ods")["Leads"] == [["Tor 5_x000d_\nKiel"]]
CODE
echo "still so: indented rows are refused"
