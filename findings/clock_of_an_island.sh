#!/usr/bin/env bash
# countryinfo 1.0.1, of 2026, says that clocks in the United Kingdom are eight hours behind UTC, and that Croatia pays in kuna.
#
# Expected by most: the first zone of a country is that of its capital, so that somebody is called at a good hour; a release of 2026
#   knows the euro in Croatia (2023) and the one clock of Turkey (2016).
# Seen: zones are sorted from west to east with those of all islands: United Kingdom UTC−08:00, France UTC−10:00, Denmark UTC−04:00, each with
#   U+2212 for its minus; Turkey is UTC+02:00, Croatia HRK, and the Netherlands have no zone.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/env"
"$folder/env/bin/pip" install --quiet --disable-pip-version-check countryinfo==1.0.1
"$folder/env/bin/python" -W ignore - <<'CODE'
from countryinfo import CountryInfo

def first(name):
    return CountryInfo(name).timezones()[0]

assert first("Germany") == "UTC+01:00"
assert first("United Kingdom") == "UTC\N{MINUS SIGN}08:00"
assert first("France") == "UTC\N{MINUS SIGN}10:00"
assert first("Denmark") == "UTC\N{MINUS SIGN}04:00"
assert CountryInfo("Turkey").timezones() == ["UTC+02:00"]
assert CountryInfo("Croatia").currencies() == ["HRK"]
assert CountryInfo("Netherlands").timezones() is None
CODE
echo "still so: the United Kingdom is eight hours behind"
