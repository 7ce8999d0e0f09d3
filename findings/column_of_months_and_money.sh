#!/usr/bin/env bash
# agate 1.14.2 makes dates of the year 1 of first names, and one number of two currencies.
#
# Expected by most: a column with May and June is text; postal codes keep their zeros or are asked about; $5 and €7 are not the
#   same kind of number, nor 5% a 5.
# Seen: the names are the first of May and of June in the year 1; 01067 is 1067; dollar and euro amounts and percents
#   become bare numbers without a word.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/env"
"$folder/env/bin/pip" install --quiet --disable-pip-version-check agate==1.14.2
"$folder/env/bin/python" -W ignore - <<'CODE'
from datetime import date
from decimal import Decimal
from io import StringIO
import agate

def column(*cells):
    return [row[0] for row in agate.Table.from_csv(StringIO("\n".join(("name", *cells)))).rows]

assert column("May", "June") == [date(1, 5, 1), date(1, 6, 1)]
assert column("01067", "80331") == [Decimal(1067), Decimal(80331)]
assert column("$5", "€7") == [Decimal(5), Decimal(7)]
assert column("5%", "7%") == [Decimal(5), Decimal(7)]
CODE
echo "still so: May is 1 May of the year 1"
