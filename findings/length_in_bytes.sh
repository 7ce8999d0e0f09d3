#!/usr/bin/env bash
# zen-engine 2.1.3 counts bytes where a rule asks for the length of a name.
#
# Expected by most: len(name) is the number of characters, as in the JavaScript that the same engine runs, so Müller has six.
# Seen: Müller has seven, Łódź seven of four, and 株式会社 twelve of four: a rule that bounds the length of a field judges by the alphabet.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/env"
"$folder/env/bin/pip" install --quiet --disable-pip-version-check zen-engine==2.1.3
"$folder/env/bin/python" -W ignore - <<'CODE'
import zen

length = lambda name: zen.evaluate_expression("len(name)", {"name": name})
assert [length(name) for name in ("Muller", "Müller", "Łódź", "株式会社")] == [6, 7, 7, 12]
assert zen.evaluate_expression("len(names)", {"names": ["Müller", "Łódź"]}) == 2
CODE
echo "still so: Müller has a length of seven"
