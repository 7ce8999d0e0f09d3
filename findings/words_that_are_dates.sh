#!/usr/bin/env bash
# dateparser 1.5.0 finds dates in what people write where there is nothing to say.
#
# Expected by most: n/a, na, no and a lone x are no dates: the answer is None, as it is for 'none', '-' and 'tbd'.
# Seen: each is a date near today, since some of its many languages abbreviates a day or a month so; 'Q3 2026' is a
#   day of the current month's number, and 20260405 is None.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/env"
"$folder/env/bin/pip" install --quiet --disable-pip-version-check dateparser==1.5.0
"$folder/env/bin/python" -W ignore - <<'CODE'
from datetime import datetime
import dateparser

def read(text):
    return dateparser.parse(text, settings={"RELATIVE_BASE": datetime(2026, 6, 17, 9)})

assert [read(text) for text in ("none", "-", "tbd", "20260405")] == [None] * 4
assert read("n/a") == datetime(2026, 6, 11)
assert read("na") == read("no") == datetime(2026, 6, 17, 9)
assert read("x") == datetime(2026, 10, 17)
assert read("Q3 2026").day == 17
CODE
echo "still so: n/a, na, no and x are dates"
