"""
What the answers of SMTP servers mean: whose fault a refusal is, and what can be done.
"""

from __future__ import annotations

import re
from enum import Enum, auto
from typing import Final

from leadflow.errors import AddressRefused, MailBlocked, MailDeferred, MailRefused

__all__ = ["Step", "meaning_of", "says_nobody"]

# Commands and logins: never about the recipient or the mail. 524 is OpenSMTPD's where no rule lets the mail out.
_HOSTS_CODES: Final = frozenset({500, 502, 503, 504, 524, 530, 534, 535, 538})
_TOO_LARGE: Final = frozenset({"5.3.4", "5.2.3"})
_SENDER_STATUSES: Final = frozenset({"5.1.7", "5.1.8"})
_STATUS: Final = re.compile(rb"([245]\.\d{1,3}\.\d{1,3})(?![\d.])")
# Postfix answers to RCPT what it has against the client, its greeting and its sender.
_HOSTS_WORDS: Final = re.compile(
    rb"(?i)\brelay|\bauthenti|sender address|sender verify|client host|helo command|must issue a starttls"
)
# OpenSMTPD has one answer for an address that nobody has and for mail that no rule of it lets out.
_NO_RULE: Final = b"Invalid recipient: <"
# What Postfix says as long as nobody has decided otherwise, with a 454: the mail would wait three days, and be given up.
_NOT_RELAYED: Final = re.compile(rb"(?i)\brelay(?:ing)? (?:access )?(?:denied|not permitted|not allowed|prohibited)")
_NOBODY: Final = re.compile(
    r"(?i)no such (?:user|mailbox|address|recipient)|unknown (?:user|mailbox|recipient|address)"
    r"|(?:user|mailbox|recipient|address) (?:is )?(?:unknown|not found|does(?: not|n't) exist)"
    r"|unroute?able address|invalid recipient"
)


class Step(Enum):
    """
    What a server answers to.
    """

    SENDER = auto()
    RECIPIENT = auto()
    CONTENT = auto()


def meaning_of(step: Step, code: int, said: bytes) -> MailDeferred | MailRefused:
    """
    Return the error for an answer that is not a yes.

    Args:
        step: What was answered.
        code: The three digits; 0 or less if there was no answer.
        said: The rest of the answer. The enhanced status counts only where it has its place, at the beginning.
    """
    status = _status_of(code, said)
    reason = f"smtp_{max(code, 0)}{f'_{status}' if status else ''}"
    if not 500 <= code < 600:
        blocked = step is not Step.CONTENT and bool(_NOT_RELAYED.search(said))
        return MailBlocked(reason) if blocked else MailDeferred(reason)
    if _is_hosts(step, code, status, said):
        return MailBlocked(reason)
    if step is Step.RECIPIENT and said.startswith(_NO_RULE):
        return MailDeferred(reason)
    said_so = not status and says_nobody(said.decode("utf-8", "replace"))
    if step is not Step.SENDER and (status.startswith("5.1.") or said_so):
        return AddressRefused(reason)
    return MailRefused(reason)


def says_nobody(said: str) -> bool:
    """
    Return whether a server says in words that nobody has an address; some have no enhanced statuses.
    """
    return bool(_NOBODY.search(said))


def _status_of(code: int, said: bytes) -> str:
    found = _STATUS.match(said)
    status = found[1].decode("ascii") if found else ""
    return status if status.startswith(str(code // 100)) else ""


def _is_hosts(step: Step, code: int, status: str, said: bytes) -> bool:
    """
    Return whether the host has to correct something; then the same mail is sent later.
    """
    if code in _HOSTS_CODES or status in _SENDER_STATUSES:
        return True
    if step is Step.SENDER:
        return status not in _TOO_LARGE and code != 552
    about_policy = not status or status.startswith("5.7.")
    return step is Step.RECIPIENT and about_policy and bool(_HOSTS_WORDS.search(said))
