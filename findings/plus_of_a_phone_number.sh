#!/usr/bin/env bash
# pyexcel 0.7.6 keeps the zeros of a postal code in a CSV, and loses the plus of a phone number.
#
# Expected by most: a reader that keeps 01067 as a text, since a number would lose something, keeps +49301234567 for the same reason.
# Seen: 49301234567 as a number, beside 0049301234567 as a text; the article 12E5 is 1200000.0, and 007E1 a text.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/env"
"$folder/env/bin/pip" install --quiet --disable-pip-version-check pyexcel==0.7.6 pyexcel-io==0.6.8
"$folder/env/bin/python" -W ignore - <<'CODE'
import pyexcel

cells = ["01067", "0049301234567", "+49301234567", "12E5", "007E1"]
read = pyexcel.get_array(file_type="csv", file_content="\n".join(cells) + "\n")
assert read == [["01067"], ["0049301234567"], [49301234567], [1200000.0], ["007E1"]]
CODE
echo "still so: +49301234567 is 49301234567"
