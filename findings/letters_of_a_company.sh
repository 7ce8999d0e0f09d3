#!/usr/bin/env bash
# vobject 0.9.9 writes the company of a vCard letter by letter, as if each were a department.
#
# Expected by most: card.add('org').value = 'Granit AB' writes ORG:Granit AB, as a text for fn, note or title is written.
# Seen: ORG:G;r;a;n;i;t; ;A;B, without an error, and read back it is nine parts; only a list of one text is written as it is meant.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/env"
"$folder/env/bin/pip" install --quiet --disable-pip-version-check vobject==0.9.9
"$folder/env/bin/python" -W ignore - <<'CODE'
import vobject

def card(company):
    card = vobject.vCard()
    card.add("n").value = vobject.vcard.Name(family="Berg", given="Ann")
    card.add("fn").value = "Ann Berg"
    card.add("org").value = company
    return card.serialize().splitlines()

assert "FN:Ann Berg" in card("Granit AB")
assert "ORG:G;r;a;n;i;t; ;A;B" in card("Granit AB")
assert vobject.readOne("\n".join(card("Granit AB"))).org.value == list("Granit AB")
assert "ORG:Granit AB" in card(["Granit AB"])
CODE
echo "still so: Granit AB is G;r;a;n;i;t; ;A;B"
