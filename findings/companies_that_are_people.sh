#!/usr/bin/env bash
# probablepeople 0.5.6 takes companies of Sweden and Norway for people, and a shop for a household.
#
# Expected by most: 'Granit AB' and 'Nordlys AS' are corporations by their legal form, as 'Müller GmbH' is; 'Mary & Co' is one
#   too.
# Seen: the first two are persons, the last a household; GmbH alone is known.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/env"
"$folder/env/bin/pip" install --quiet --disable-pip-version-check probablepeople==0.5.6
"$folder/env/bin/python" -W ignore - <<'CODE'
import probablepeople

seen = [probablepeople.tag(name)[1] for name in ("Granit AB", "Nordlys AS", "Müller GmbH", "Mary & Co")]
assert seen == ["Person", "Person", "Corporation", "Household"], seen
CODE
echo "still so: Granit AB is a person"
