#!/usr/bin/env bash
# nameparser 2.6.0 takes the first name King for a title, and a Vietnamese middle name for a particle.
#
# Expected by most: 'King Lee' has a first name and a family name, as 'Dean Major' and 'Judge Reinhold' have a family name; 'Do
#   Van Nguyen' has the middle name Van.
# Seen: 'King Lee' is the title King and the first name Lee with no family name; Judge leaves a family name and King
#   does not; Van joins the family name.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/env"
"$folder/env/bin/pip" install --quiet --disable-pip-version-check nameparser==2.6.0
"$folder/env/bin/python" -W ignore - <<'CODE'
from nameparser import HumanName

def parts(text):
    name = HumanName(text)
    return name.title, name.first, name.middle, name.last

assert parts("King Lee") == ("King", "Lee", "", "")
assert parts("Judge Reinhold") == ("Judge", "", "", "Reinhold")
assert parts("Dean Major") == ("", "Dean", "", "Major")
assert parts("Do Van Nguyen") == ("", "Do", "", "Van Nguyen")
CODE
echo "still so: King Lee has no family name"
