#!/usr/bin/env bash
# email-reply-parser 0.5.12 leaves nothing of an answer that begins with who wrote what.
#
# Expected by most: what follows 'On … wrote:' is a quotation where its lines are marked as one, and somebody's answer is never empty.
# Seen: an answer that begins 'On Monday our rep wrote:' or 'From: what I heard' comes out as an empty text, without a single
#   quoted line in it.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/env"
"$folder/env/bin/pip" install --quiet --disable-pip-version-check email-reply-parser==0.5.12
"$folder/env/bin/python" -W ignore - <<'CODE'
from email_reply_parser import EmailReplyParser

reply = EmailReplyParser.parse_reply
assert reply("On Monday our rep wrote:\nthe customer wants 20 seats.\nPlease register.") == ""
assert reply("From: what I heard the budget is 5 k.\nTo: be called on Monday.\nThanks") == ""
assert reply("Yes.\n\nOn Sun, 5 Apr 2026 at 09:14, Bo <bo@acme.example> wrote:\n> New lead\n") == "Yes."
CODE
echo "still so: an answer is thrown away as a quotation"
