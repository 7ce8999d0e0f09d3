"""
Reads the reports that say in words alone whom a mail did not reach.

They are those of DragonFly Mail Agent, qmail, Exim as it wrote them before it knew RFC 3464, sendmail where it is told
to write none of its parts, Exchange 5.5 and 2000, and Gmail before 2014.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from email import message_from_string
from email.message import Message as Part
from typing import Final

from attrs import frozen

from leadflow.core.arguments import checked

__all__ = ["parts_in_words"]

_MOST_WORDS: Final = 20_000
_BRACKETED: Final = re.compile(
    r"^<(?P<who>[^\s<>]{1,400})>[.:]\s+(?P<words>.{0,2000}?)(?=\n\s*\n<|\Z)", re.DOTALL | re.MULTILINE
)
_OF_A_CLIENT: Final = re.compile(
    r"(?:did not like our (?!MAIL FROM)[^\n:]{1,40}:\s+|Remote host said: )(?:[245]\d\d-[^\n]*\n)*?([245])(\d\d[ -][^\n]{0,500})"
)
_ANSWER: Final = re.compile(r"(?:^\s*|[:)]\s+|<<< )([245])(\d\d[ -][^\n]{0,500})", re.MULTILINE)
_ABOUT_THE_SENDER: Final = re.compile(r"sender was rejected|after MAIL FROM|>>> MAIL FROM", re.IGNORECASE)
_STATUS: Final = re.compile(r"\(#([245]\.\d{1,3}\.\d{1,3})\)")
# Exchange means an address that nobody has; its other codes say less.
_UNKNOWN_RECIPIENT: Final = "(000C05A6)"


@frozen(kw_only=True)
class _Wording:
    """
    How a program words its reports.

    Attributes:
        report: Matches one; ``told`` is what it says of recipients, ``returned`` the message, if that follows.
        recipient: Finds each of them in what is told: ``who``, and the ``words`` about it.
        answer: Finds what their server answered in these words.
        delayed: What is only said where the program still tries.
        transcript: The dialogue with the server follows the recipients, and each line of it names the one it is about.
    """

    report: re.Pattern[str]
    recipient: re.Pattern[str]
    answer: re.Pattern[str] = _ANSWER
    delayed: str = "\0"
    transcript: bool = False


_WORDINGS: Final = (
    _Wording(
        report=re.compile(
            r"This is the DragonFly Mail Agent [^\n]{1,400}\s+There was an error delivering your mail to "
            r"(?P<told><[^\s<>]{1,400}>\..{1,4000}?)\n[ \t]*(?:Message headers follow|Original message follows)\.\s+(?P<returned>.*)",
            re.DOTALL,
        ),
        recipient=_BRACKETED,
        answer=_OF_A_CLIENT,
    ),
    _Wording(
        report=re.compile(
            r"(?:This message was created automatically by mail delivery software[^\n]{0,20}\s+)?A message that you (?:have )?sent could not be delivered to one or more\s+(?:of its\s+)?recipients\.[^\n:]{0,80}:"
            r"(?P<told>.{1,8000}?)\n-{4,8} This is a copy of [^\n]{0,100}\s+(?P<returned>.*)",
            re.DOTALL,
        ),
        recipient=re.compile(
            r"^ {2}<?(?P<who>[^\s<>:]{1,400}@[^\s<>:]{1,400})>?:?(?:\n? {1,8}\([^\n]{1,400}\))?\n(?P<words>(?: {4}[^\n]*(?:\n|\Z)){1,40})",
            re.MULTILINE,
        ),
    ),
    _Wording(
        report=re.compile(
            r"The original message was received .{1,2000}?-{5} (?P<told>The following addresses had (?:permanent fatal|transient non-fatal) errors -{5}\n.{1,8000}?)"
            r"\n[ \t]*-{5} (?:Original message|Unsent message|Message header)s? [^\n]{1,60}\s+(?P<returned>.*)",
            re.DOTALL,
        ),
        recipient=re.compile(
            r"^<?(?P<who>[^\s<>()]{1,400}@[^\s<>()]{1,400}?)>?\n(?P<words>(?:[ \t]+\((?:reason|expanded)[^\n]{1,1000}\n){0,4})",
            re.MULTILINE,
        ),
        delayed="transient non-fatal errors",
        transcript=True,
    ),
    _Wording(
        report=re.compile(
            r"Your message\s+To: .{1,2000}?did not reach the following recipient\(s\):\s+(?P<told>.{1,8000})(?P<returned>)",
            re.DOTALL,
        ),
        recipient=re.compile(
            r"^(?:[^\n]{0,300}(?:SMTP|smtp)=)?(?P<who>[^\n]{1,400}?);? on [^\n]{10,60}\n(?P<words>(?:[ \t;][^\n]*(?:\n|\Z)){1,20})",
            re.MULTILINE,
        ),
    ),
    _Wording(
        report=re.compile(
            r"Delivery to the following recipients? failed permanently:(?P<told>.{1,8000}?)\n-{5} Original message -{5}\s+(?P<returned>.*)",
            re.DOTALL,
        ),
        recipient=re.compile(
            r"^ {2,8}(?P<who>[^\s<>]{1,400}@[^\s<>]{1,400})\n(?P<words>.{0,4000})", re.MULTILINE | re.DOTALL
        ),
    ),
    # Hosts word the beginning as they like, so this one is tried last.
    _Wording(
        report=re.compile(
            r"(?P<told>.{1,8000}?)\n--- (?:Below this line is a copy of the message|Original message follows)\.\s+(?P<returned>.*)",
            re.DOTALL,
        ),
        recipient=_BRACKETED,
        answer=_OF_A_CLIENT,
    ),
)


@checked
def parts_in_words(text: str) -> list[Part]:
    """
    Return the parts that a report would have by RFC 3464: what is said of each recipient, and the head of the message
    if it follows.

    Args:
        text: Of a mail, or its first part. Empty if it is no report.
    """
    plain = text.replace("\r\n", "\n")[:_MOST_WORDS].lstrip()
    for wording in _WORDINGS:
        if found := wording.report.match(plain):
            blocks = "\n".join(_blocks(wording, found["told"]))
            contents = {"message/global-delivery-status": blocks, "text/rfc822-headers": found["returned"]}
            return [message_from_string(f"Content-Type: {kind}\n\n{said}") for kind, said in contents.items() if said]
    return []


def _blocks(wording: _Wording, told: str) -> Iterator[str]:
    action = "delayed" if wording.delayed in told else "failed"
    recipients, _, dialogue = told.partition("Transcript of session follows")
    for one in wording.recipient.finditer(recipients if wording.transcript else told):
        words = one["words"]
        if wording.transcript:
            words += "\n".join(line for line in dialogue.splitlines() if one["who"] in line)
        who = one["who"] if "@" in one["who"] else ""
        fields = {"Final-Recipient": f"rfc822; {who}", "Action": action} | _outcome(wording, words)
        yield "".join(f"{name}: {value}\n" for name, value in fields.items())


def _outcome(wording: _Wording, words: str) -> dict[str, str]:
    """
    Return the fields that say why, as far as the words are about the recipient.
    """
    if not _ABOUT_THE_SENDER.search(words) and (answer := wording.answer.search(words)):
        return {"Status": f"{answer[1]}.0.0", "Diagnostic-Code": f"smtp; {answer[1]}{answer[2]}"}
    if status := _STATUS.search(words):
        return {"Status": status[1]}
    return {"Status": "5.1.1"} if _UNKNOWN_RECIPIENT in words else {}
