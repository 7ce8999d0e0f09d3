#!/usr/bin/env bash
# phonenumbers 9.0.43 dials the German word for an extension, and two numbers with a common beginning as one.
#
# Expected by most: in "030 12345 App. 12" the word is an extension, as "int." is in Italy, or the number is refused;
#   "030 1234567/8" is refused, or its first number is taken.
# Seen: App. is 277 on the keys, so +49 30 12345 277 12 is a valid number; the 8 is a last digit. The Italian one has the extension 12.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/env"
"$folder/env/bin/pip" install --quiet --disable-pip-version-check phonenumbers==9.0.43
"$folder/env/bin/python" -W ignore - <<'CODE'
import phonenumbers

def read(text, region):
    number = phonenumbers.parse(text, region)
    return phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164), number.extension, phonenumbers.is_valid_number(number)

assert read("030 12345 App. 12", "DE") == ("+49301234527712", None, True)
assert read("030 1234567/8", "DE") == ("+493012345678", None, True)
assert read("02 1234567 int. 12", "IT") == ("+39021234567", "12", True)
CODE
echo "still so: App. is dialled as 277"
