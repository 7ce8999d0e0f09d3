#!/usr/bin/env bash
# clevercsv 0.8.5 splits a file of e-mail addresses at the at sign.
#
# Expected by most: a file with one column and no comma, semicolon or tab has no delimiter.
# Seen: the delimiter is @, and for a column of names the blank; so every address becomes two cells.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/env"
"$folder/env/bin/pip" install --quiet --disable-pip-version-check clevercsv==0.8.5
"$folder/env/bin/python" -W ignore - <<'CODE'
import clevercsv

def delimiter(text):
    return clevercsv.Sniffer().sniff(text).delimiter

assert delimiter("email\nann@granit.example\nbo@polar.example\n") == "@"
assert delimiter("name\nAnn Doe\nBo Li\nCy Orr\n") == " "
CODE
echo "still so: one column of addresses is split at @"
