#!/usr/bin/env bash
# premailer 3.10.0 lets a style attribute win over a rule that is important.
#
# Expected by most: a rule with !important stands against a style attribute, so the paragraph is red after inlining as it was before.
# Seen: it is blue: the rule is taken out and its color dropped. The braces of a template in a link are also written as percents.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/env"
"$folder/env/bin/pip" install --quiet --disable-pip-version-check premailer==3.10.0
"$folder/env/bin/python" -W ignore - <<'CODE'
from premailer import transform

mail = '<style>p{color:red !important}</style><p style="color:blue">x</p><a href="https://x.example/?lead={{ id }}">y</a>'
inlined = transform(mail)
assert 'style="color:blue"' in inlined and "red" not in inlined
assert "{{%20id%20}}" in inlined
CODE
echo "still so: the important colour is gone"
