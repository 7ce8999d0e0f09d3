#!/usr/bin/env bash
# phonetics 1.0.5 has no Soundex for Müller, O'Neil or Jean-Paul, and no NYSIIS for Schmidt.
#
# Expected by most: a key that finds names by their sound takes any name, and leaves out what it has no rule for, as jellyfish 1.3.0 does.
# Seen: an IndexError for each, so a list stops at its first umlaut, apostrophe, hyphen or blank; metaphone and dmetaphone take all of them.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/env"
"$folder/env/bin/pip" install --quiet --disable-pip-version-check phonetics==1.0.5 jellyfish==1.3.0
"$folder/env/bin/python" -W ignore - <<'CODE'
import jellyfish
import phonetics

def refused(key, name):
    try:
        return not key(name)
    except IndexError:
        return True

names = ["Müller", "O'Neil", "Jean-Paul", "Van Berg"]
assert [refused(phonetics.soundex, name) for name in ["Miller", *names]] == [False, True, True, True, True]
assert [refused(phonetics.nysiis, name) for name in ["Smith", "Schmidt"]] == [False, True]
assert not any(refused(key, name) for name in names for key in (phonetics.metaphone, phonetics.dmetaphone))
assert jellyfish.soundex("Müller") == jellyfish.soundex("Miller") == "M460"
assert jellyfish.nysiis("Schmidt")
CODE
echo "still so: Müller has no Soundex"
