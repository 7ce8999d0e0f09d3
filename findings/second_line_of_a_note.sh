#!/usr/bin/env bash
# segno 1.6.6 writes the second line of a note as a line of its own into the vCard of a QR code.
#
# Expected by most: a line break within a note is written as \n, as the commas and semicolons of a company and a street are escaped.
# Seen: the break is written as it is, so the card has a line that is none of its properties: vobject 0.9.9 refuses the card.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/env"
"$folder/env/bin/pip" install --quiet --disable-pip-version-check segno==1.6.6 vobject==0.9.9
"$folder/env/bin/python" -W ignore - <<'CODE'
import vobject
from segno.helpers import make_vcard_data

def card(note):
    return make_vcard_data("Berg;Ann", "Ann Berg", org="Smith, Jones; Sons", memo=note)

assert "ORG:Smith\\, Jones\\; Sons\r\n" in card("Met in May")
assert vobject.readOne(card("Met in May, in Kiel")).note.value == "Met in May, in Kiel"
assert "NOTE:Met in May\nWants a call\r\n" in card("Met in May\nWants a call")
try:
    vobject.readOne(card("Met in May\nWants a call"))
except vobject.base.ParseError as error:
    assert "Wants a call" in str(error)
else:
    raise AssertionError
CODE
echo "still so: the second line of a note stands alone"
