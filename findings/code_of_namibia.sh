#!/usr/bin/env bash
# pandas 3.1.1 loses the code of Namibia though a converter has made it a text; 2.3.3 keeps it.
#
# Expected by most: what a converter answers for a cell is the value: converters={'code': str} is how one kept NA, 01067 and null as they stand.
# Seen: the converter answers the text NA, and the frame holds nothing in its place; 01067 keeps its zero. With 2.3.3 both are kept.
#   country_converter 1.3.2, which takes any pandas from 1.0 on and reads its own table so, can no longer be constructed.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/env"
"$folder/env/bin/pip" install --quiet --disable-pip-version-check pandas==3.1.1
"$folder/env/bin/python" -W ignore - <<'CODE'
from io import StringIO
import pandas

answers = []

def kept(cell):
    answers.append(cell)
    return str(cell)

leads = pandas.read_csv(StringIO("country,code,zip\nNamibia,NA,01067\nNorway,NO,80331\n"), converters={"code": kept, "zip": str})
assert answers == ["NA", "NO"]
assert pandas.isna(leads["code"][0]) and leads["code"][1] == "NO"
assert list(leads["zip"]) == ["01067", "80331"]
CODE
echo "still so: a text NA made by a converter is read as nothing"
