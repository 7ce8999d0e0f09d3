#!/usr/bin/env bash
# facebook-business 26.0.3 cuts Polish, Portuguese and Japanese postal codes at their hyphen before it hashes them.
#
# Expected by most: what is hashed to find a person again is the whole postal code, without blanks, and the number that would be dialled.
# Seen: 00-950 is 00, 1010-024 is 1010 and 100-0001 is 100, as if each had the four digits that follow a hyphen in America; the (0) of
#   +49 (0)30 stays in the number, and 030 1234567 passes as 301234567, a number of Greece, without an error.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/env"
"$folder/env/bin/pip" install --quiet --disable-pip-version-check facebook-business==26.0.3
"$folder/env/bin/python" -W ignore - <<'CODE'
from hashlib import sha256

from facebook_business.adobjects.serverside.normalize import Normalize

def plain(kind, text):
    return Normalize.normalize(kind, text, False)

assert plain("zp", "SW1A 1AA") == "sw1a1aa"
assert [plain("zp", code) for code in ("00-950", "1010-024", "100-0001")] == ["00", "1010", "100"]
assert Normalize.normalize("zp", "00-950", True) == Normalize.normalize("zp", "00-001", True) == sha256(b"00").hexdigest()
assert plain("ph", "+49 30 1234567") == "49301234567"
assert plain("ph", "+49 (0)30 1234567") == "490301234567"
assert plain("ph", "030 1234567") == "301234567"
CODE
echo "still so: 00-950 is 00"
