#!/usr/bin/env bash
# nameparser 2.6.0 writes Portuguese, Spanish and German names as if they were Scottish.
#
# Expected by most: capitalize() makes Maria Machado of MARIA MACHADO, as it makes Ian McDonald of IAN MCDONALD and Ann van der Berg of
#   ANN VAN DER BERG: a name is not Scottish because its first three letters are.
# Seen: Maria MacHado, Juan MacIas, Pia MacHnik and Ana MacHuca, while the names Mack and Mace stay.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/env"
"$folder/env/bin/pip" install --quiet --disable-pip-version-check nameparser==2.6.0
"$folder/env/bin/python" -W ignore - <<'CODE'
from nameparser import HumanName

def capital(name):
    parsed = HumanName(name)
    parsed.capitalize()
    return str(parsed)

assert capital("IAN MCDONALD") == "Ian McDonald"
assert capital("ANN VAN DER BERG") == "Ann van der Berg"
assert capital("MARIA MACHADO") == "Maria MacHado"
assert capital("juan macias") == "Juan MacIas"
assert capital("PIA MACHNIK") == "Pia MacHnik"
assert capital("ANA MACHUCA") == "Ana MacHuca"
assert (capital("MAX MACK"), capital("JEAN MACE")) == ("Max Mack", "Jean Mace")
CODE
echo "still so: MACHADO is MacHado"
