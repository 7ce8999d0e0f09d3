#!/usr/bin/env bash
# country_converter 1.3.2 knows England and Italia, and neither Scotland nor Wales nor Deutschland.
#
# Expected by most: the countries of the United Kingdom are found alike, and the languages of Europe alike.
# Seen: England and UK are GB; Scotland, Wales and Northern Ireland are not found. Italia is IT; Deutschland and España are not
#   found. Jersey City is the island of Jersey, and Lebanon in Ohio is the country.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/env"
"$folder/env/bin/pip" install --quiet --disable-pip-version-check country_converter==1.3.2 pandas==2.3.3
"$folder/env/bin/python" -W ignore - <<'CODE'
import logging
from country_converter import CountryConverter

logging.disable(logging.CRITICAL)
found = lambda *names: CountryConverter().convert(list(names), to="ISO2", not_found="-")
assert found("England", "UK", "Scotland", "Wales", "Northern Ireland") == ["GB", "GB", "-", "-", "-"]
assert found("Italia", "Deutschland", "España") == ["IT", "-", "-"]
assert found("Jersey City", "Lebanon, Ohio") == ["JE", "LB"]
CODE
echo "still so: England is found, Scotland is not"
