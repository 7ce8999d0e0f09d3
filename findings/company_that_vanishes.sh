#!/usr/bin/env bash
# cleanco 2.3 leaves nothing of a company whose name is made of words for companies, and half a bracket of another.
#
# Expected by most: a name without its legal form is never empty; a form is taken off whole, however it is spaced.
# Seen: "Co-op" and "Company & Co" become empty, and so equal; "ACME UG (haftungsbeschränkt)" loses its last bracket only;
#   "Sp. z o.o." is known and "sp.z o.o." is not.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/env"
"$folder/env/bin/pip" install --quiet --disable-pip-version-check cleanco==2.3
"$folder/env/bin/python" -W ignore - <<'CODE'
from cleanco import basename

assert basename("Lego A/S") == "Lego"
assert basename("Co-op") == basename("Company & Co") == ""
assert basename("ACME UG (haftungsbeschränkt)") == "ACME UG (haftungsbeschränkt"
assert (basename("Firma Sp. z o.o."), basename("Firma sp.z o.o.")) == ("Firma", "Firma sp.z o.o.")
CODE
echo "still so: nothing is left of Co-op"
