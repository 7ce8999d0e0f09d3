#!/usr/bin/env bash
# css-inline 0.24.0 takes the dark mode out of a mail.
#
# Expected by most: rules that cannot stand in a style attribute (@media, :hover) stay in the head, as premailer and juice leave them.
# Seen: the whole style element is gone, so the mail has one look in both modes and on every screen; keep_at_rules brings the media
#   query back, and the :hover only comes with the whole element.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/env"
"$folder/env/bin/pip" install --quiet --disable-pip-version-check css-inline==0.24.0
"$folder/env/bin/python" -W ignore - <<'CODE'
import css_inline

mail = """<html><head><style>p{color:red}@media (prefers-color-scheme: dark){p{color:white}}a:hover{color:blue}</style></head>
<body><p>x</p><a href="https://x.example">y</a></body></html>"""
plain = css_inline.inline(mail)
assert 'style="color: red;"' in plain
assert "@media" not in plain and "hover" not in plain
kept = css_inline.inline(mail, keep_at_rules=True)
assert "@media" in kept and "hover" not in kept
assert "hover" in css_inline.inline(mail, keep_style_tags=True)
CODE
echo "still so: the media query is gone from the mail"
