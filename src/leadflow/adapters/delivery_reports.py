"""
Reads the reports that mail servers send back: RFC 3464, and the ways in which servers depart from it.

A report is mail from outside, so nothing in it is believed but the key of the message, a status and a moment.
"""

from __future__ import annotations

import re
from binascii import a2b_base64
from collections.abc import Iterator
from datetime import UTC, datetime
from email import message_from_bytes, message_from_string
from email.message import Message as Part
from email.utils import getaddresses, parsedate_to_datetime
from quopri import decodestring
from typing import Final

from attrs import field, frozen

from leadflow.adapters.reports_in_words import parts_in_words
from leadflow.adapters.smtp_answers import says_nobody
from leadflow.core.arguments import checked
from leadflow.core.notifications import DeliveryKind
from leadflow.core.notifications.message_facts import delivery_code

__all__ = ["DeliveryReport", "read_delivery_report"]

_MOST_BYTES: Final = 1024 * 1024
_MOST_PARTS: Final = 100
_MOST_RECIPIENTS: Final = 100
_STATUS_TYPES: Final = frozenset({"message/delivery-status", "message/global-delivery-status"})
_KEY: Final = re.compile(r"<([0-9a-f]{32})@[^<>\s]+>")
_RETURNED_ID: Final = re.compile(r"(?im)^message-id:\s*<([0-9a-f]{32})@[^<>\s]+>")
_ANSWER: Final = re.compile(r"(?m)^([^\s:<>]{1,200}@[^\s:<>]{1,200}): ([245]\d\d[ -][^\r\n]{1,500})")
_RELAYED: Final = re.compile(r"(?m)^<([^\s<>]{1,400})> \(relayed to non-DSN-aware mailer\)")
_WENT_ON: Final = "relayed"
_MOST_WORDS: Final = 20_000
_GENERIC: Final = re.compile(r"5\.[015]\.0")
_FEEDBACK: Final = re.compile(r"(?im)^feedback-type:\s*([\w-]+)")
# The rest says that mail was no spam after all, or that a program found something in it.
_COMPLAINTS: Final = frozenset({"abuse", "fraud", "opt-out", "opt-out-list", "other"})
_NOBODYS: Final = frozenset({"5.1.1", "5.1.2", "5.1.3", "5.1.6", "5.1.10", "5.1.351", "5.2.1"})
"""
Statuses of an address that gets no mail any more. 5.1.7, 5.1.8 and 5.1.90 are about the sender, 5.2.2 and all of 5.7
about a full mailbox and a policy.
"""


@frozen(kw_only=True)
class DeliveryReport:
    """
    What a mail server reported about one message.

    Attributes:
        key: Of the message; `DeliveryDesk.record_delivery` finds it by that.
        kind: A hard bounce only if nobody has the address; everything else that failed is a soft one.
        status: The enhanced status, such as ``5.1.1``; None if there is none.
        at: When that happened, in UTC; None if it is not said.
    """

    key: str
    kind: DeliveryKind
    status: str | None = None
    at: datetime | None = field(default=None)


@checked
def read_delivery_report(raw: bytes) -> tuple[DeliveryReport, ...]:
    """
    Return what a mail reports about a message of leadflow, one for each recipient that it names; empty if it is no
    report, or about other mail.

    It takes those of Postfix, Exim, OpenSMTPD, nullmailer, Exchange and Gmail; what DragonFly Mail Agent, qmail,
    sendmail and older ones of these say in words; and complaints (RFC 5965); also as an attachment of another mail. It
    raises nothing, and looks at the first mebibyte.
    """
    try:
        return tuple(_reports(message_from_bytes(raw[:_MOST_BYTES])))
    except (RecursionError, LookupError, ValueError, TypeError, AttributeError):
        # What no mail program would read.
        return ()


def _reports(mail: Part) -> Iterator[DeliveryReport]:
    parts = _parts(mail)
    returned = next((one for one in parts if _is_returned(one)), None)
    inner = None if returned is None else _head(returned)
    if not _failed(mail) and inner is not None and inner.get_content_type() == "multipart/report":
        # Somebody has forwarded the report.
        yield from _reports(inner)
        return
    key = _key(mail, parts, returned)
    if key is None:
        return
    at = _moment(str(mail.get("Date", "")))
    feedback = [one for one in parts if one.get_content_type() == "message/feedback-report"]
    if feedback:
        kinds = _FEEDBACK.findall("\n".join(map(_said, feedback)))
        if not kinds or kinds[0].lower() in _COMPLAINTS:
            yield DeliveryReport(key=key, kind=DeliveryKind.COMPLAINT, at=at)
        return
    mailed, said = _addresses(returned), _said_in_words(parts)
    statuses = [one for one in parts if one.get_content_type() in _STATUS_TYPES]
    for block in [one for part in statuses for one in _blocks(part)][:_MOST_RECIPIENTS]:
        kind, status = _told(block, mailed, said)
        if kind is not None:
            yield DeliveryReport(key=key, kind=kind, status=status, at=_moment(_text(block, "Last-Attempt-Date")) or at)


def _parts(mail: Part) -> list[Part]:
    """
    Return the parts of a mail in order, without those of the message that came back.
    """
    found, waiting = list[Part](), [mail]
    while waiting and len(found) < _MOST_PARTS:
        part = waiting.pop(0)
        found.append(part)
        content = part.get_payload()
        if part.get_content_maintype() == "multipart" and isinstance(content, list):
            waiting = [one for one in content if isinstance(one, Part)] + waiting
    if any(one.get_content_type() in _STATUS_TYPES for one in found):
        return found
    words = next((_decoded(one) for one in found if one.get_content_type() == "text/plain"), "")
    return found + parts_in_words(words)


def _is_returned(part: Part) -> bool:
    kind = part.get_content_type()
    return kind.startswith(("message/rfc822", "text/rfc822-headers", "message/global")) and kind not in _STATUS_TYPES


def _head(part: Part) -> Part:
    """
    Return the head of a message that came back, which is whole or its head alone.
    """
    content = part.get_payload()
    if isinstance(content, list):
        return content[0] if content and isinstance(content[0], Part) else part
    return message_from_string(_decoded(part))


def _decoded(part: Part) -> str:
    content = part.get_payload(decode=True)
    return content.decode("utf-8", "replace") if isinstance(content, bytes) else ""


def _key(mail: Part, parts: list[Part], returned: Part | None) -> str | None:
    """
    Return the key of the message: from what came back, else from what the report answers, else from its text.
    """
    heads = [] if returned is None else [_text(_head(returned), "Message-ID")]
    heads += [_text(mail, name) for name in ("In-Reply-To", "References")]
    found = next((match for head in heads if (match := _KEY.search(head))), None)
    if found is None and _failed(mail):
        texts = (_decoded(one) for one in parts if one.get_content_type() == "text/plain")
        found = next((match for text in texts if (match := _RETURNED_ID.search(text))), None)
    return found[1] if found else None


def _failed(mail: Part) -> bool:
    return mail.get_content_type() == "multipart/report" or "X-Failed-Recipients" in mail


def _blocks(part: Part) -> list[Part]:
    """
    Return what is said of each recipient; what comes before that is about the message.
    """
    content = part.get_payload()
    blocks = [one for one in content if isinstance(one, Part)] if isinstance(content, list) else []
    if part.get_content_type() != "message/delivery-status" or not blocks or _encoding(part):
        # Python takes apart the type without SMTPUTF8 only, and neither where it is encoded.
        blocks = [message_from_string(one) for one in re.split(r"\r?\n(?:[ \t]*\r?\n)+", _said(part).strip())]
    return [one for one in blocks if "Action" in one]


def _encoding(part: Part) -> str:
    """
    Return how a part is encoded; empty if it is not.
    """
    name = _text(part, "Content-Transfer-Encoding").lower()
    return name if name in ("base64", "quoted-printable") else ""


def _said(part: Part) -> str:
    """
    Return the text of a part about mail, which Python has taken for mail itself.
    """
    content = part.get_payload()
    if not isinstance(content, list):
        return _decoded(part)
    text = "\n".join(one.as_string() for one in content if isinstance(one, Part))
    match _encoding(part):
        case "base64":
            return a2b_base64(text.encode("ascii", "ignore")).decode("utf-8", "replace")
        case "quoted-printable":
            return decodestring(text.encode("utf-8", "replace")).decode("utf-8", "replace")
        case _:
            return text


def _said_in_words(parts: list[Part]) -> dict[str, str]:
    """
    Return by recipient what a report says in its text alone: what its server answered (OpenSMTPD), or that the mail
    went on to a server of which nothing more will be heard (Exim, which calls that delivered).
    """
    texts = [_decoded(one)[:_MOST_WORDS] for one in parts if one.get_content_type() == "text/plain"]
    answers = {found[1].casefold(): found[2] for text in texts for found in _ANSWER.finditer(text)}
    return answers | {found[1].casefold(): _WENT_ON for text in texts for found in _RELAYED.finditer(text)}


def _told(block: Part, mailed: frozenset[str], words: dict[str, str]) -> tuple[DeliveryKind | None, str | None]:
    """
    Return what happened to one recipient; None if the message only was passed on to another server.
    """
    in_words = words.get(_address(_text(block, "Final-Recipient")), "")
    said = in_words if in_words == _WENT_ON else _text(block, "Diagnostic-Code") or in_words
    status = _status(_text(block, "Status"), said)
    # A comment may follow, and servers have written other words for a failure.
    match _text(block, "Action").partition("(")[0].strip().lower():
        case "failed" | "failure" | "error":
            return (
                DeliveryKind.HARD_BOUNCE if _is_hard(block, status, said, mailed) else DeliveryKind.SOFT_BOUNCE
            ), status
        case "delayed":
            return DeliveryKind.SOFT_BOUNCE, status
        case "delivered" if said != _WENT_ON:
            return DeliveryKind.DELIVERED, status
        case _:
            return None, status


def _is_hard(block: Part, status: str | None, said: str, mailed: frozenset[str]) -> bool:
    final = _address(_text(block, "Final-Recipient"))
    if mailed and final and final not in mailed and _address(_text(block, "Original-Recipient")) not in mailed:
        # Whoever has the address forwards it to one that nobody has.
        return False
    return status in _NOBODYS or (bool(_GENERIC.fullmatch(status or "")) and says_nobody(said))


def _status(declared: str, said: str) -> str | None:
    """
    Return the status; Exim and others declare a general one, and the server that refused has said more.
    """
    first, second = delivery_code(declared), delivery_code(said)
    general = first is None or first.endswith(".0.0") or bool(_GENERIC.fullmatch(first))
    return second if general and second is not None else first


def _text(part: Part, name: str) -> str:
    return " ".join(str(part.get(name, "")).split())


def _address(recipient: str) -> str:
    return recipient.rpartition(";")[2].strip().strip("<>").casefold()


def _addresses(returned: Part | None) -> frozenset[str]:
    if returned is None:
        return frozenset()
    return frozenset(address.casefold() for _, address in getaddresses([_text(_head(returned), "To")]) if address)


def _moment(text: str) -> datetime | None:
    try:
        at = parsedate_to_datetime(text)
        return (at if at.tzinfo else at.replace(tzinfo=UTC)).astimezone(UTC)
    except (ValueError, TypeError, OverflowError, IndexError):
        return None
