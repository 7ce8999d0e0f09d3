#!/usr/bin/env bash
# holidays 0.109 takes a date as text with the month first, in every country.
#
# Expected by most: a German calendar asked for a text takes the day first, or only ISO dates.
# Seen: Easter Monday of 2026 is in it as 04/06/2026, not as 06/04/2026 or 06.04.2026; no error is raised for either.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/env"
"$folder/env/bin/pip" install --quiet --disable-pip-version-check holidays==0.109
"$folder/env/bin/python" -W ignore - <<'CODE'
import holidays

german = holidays.country_holidays("DE")
assert "2026-04-06" in german and "04/06/2026" in german
assert "06/04/2026" not in german and "06.04.2026" not in german
CODE
echo "still so: a German calendar reads 04/06 as 6 April"
