#!/usr/bin/env bash
# pycountry 26.2.16 finds Nigeria for Niger and North Korea for Korea, and no Turkey.
#
# Expected by most: the fuzzy search puts the country whose name is exactly what was asked first; Korea is South Korea; lookup
#   knows Turkey.
# Seen: Niger gives NG, Korea gives KP, and lookup('Turkey') is an error, since the name became Türkiye; the fuzzy
#   search for Guinea is right.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/env"
"$folder/env/bin/pip" install --quiet --disable-pip-version-check pycountry==26.2.16
"$folder/env/bin/python" -W ignore - <<'CODE'
import pycountry

def first(name):
    return pycountry.countries.search_fuzzy(name)[0].alpha_2

assert (first("Niger"), first("Korea"), first("Guinea")) == ("NG", "KP", "GN")
try:
    pycountry.countries.lookup("Turkey")
except LookupError:
    pass
else:
    raise SystemExit("Turkey was found")
CODE
echo "still so: the first hit for Niger is Nigeria"
