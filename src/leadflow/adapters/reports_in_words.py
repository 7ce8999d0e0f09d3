"""
Reads the reports that have no parts: DragonFly Mail Agent and qmail say in words whom a mail did not reach.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from email import message_from_string
from email.message import Message as Part
from typing import Final

from leadflow.core.arguments import checked

__all__ = ["parts_in_words"]

_MOST_WORDS: Final = 20_000
_DRAGONFLY: Final = re.compile(
    r"This is the DragonFly Mail Agent [^\n]{1,400}\s+There was an error delivering your mail to "
    r"(?P<told><[^\s<>]{1,400}>\..{1,4000}?)\n\s*(?:Message headers follow|Original message follows)\.\s+(?P<returned>.*)",
    re.DOTALL,
)
# Hosts word the beginning as they like.
_QMAIL: Final = re.compile(
    r"(?P<told>.{1,8000}?)\n--- Below this line is a copy of the message\.\s+(?P<returned>.*)", re.DOTALL
)
_RECIPIENT: Final = re.compile(r"^<([^\s<>]{1,400})>[.:]\s+(.{0,2000}?)(?=\n\s*\n<|\Z)", re.DOTALL | re.MULTILINE)
_ANSWER: Final = re.compile(
    r"(?:did not like our (?!MAIL FROM)[^\n:]{1,40}:\s+|Remote host said: )(?:[245]\d\d-[^\n]*\n)*?([245])(\d\d[ -][^\n]{0,500})"
)
_SENDER: Final = "sender was rejected"
_STATUS: Final = re.compile(r"\(#([245]\.\d{1,3}\.\d{1,3})\)")


@checked
def parts_in_words(text: str) -> list[Part]:
    """
    Return the parts that a report would have by RFC 3464: what is said of each recipient, and the head of the message.

    Args:
        text: Of a mail without parts. Empty if it is no report.
    """
    plain = text.replace("\r\n", "\n")[:_MOST_WORDS].lstrip()
    found = _DRAGONFLY.match(plain) or _QMAIL.match(plain)
    if found is None:
        return []
    blocks = "\n".join(_blocks(found["told"]))
    contents = {"message/global-delivery-status": blocks, "text/rfc822-headers": found["returned"]}
    return [message_from_string(f"Content-Type: {kind}\n\n{content}") for kind, content in contents.items()]


def _blocks(told: str) -> Iterator[str]:
    for recipient in _RECIPIENT.finditer(told):
        fields = {"Final-Recipient": f"rfc822; {recipient[1]}", "Action": "failed"}
        answer = None if _SENDER in recipient[2] else _ANSWER.search(recipient[2])
        if answer is not None:
            fields |= {"Status": f"{answer[1]}.0.0", "Diagnostic-Code": f"smtp; {answer[1]}{answer[2]}"}
        elif status := _STATUS.search(recipient[2]):
            fields["Status"] = status[1]
        yield "".join(f"{name}: {value}\n" for name, value in fields.items())
