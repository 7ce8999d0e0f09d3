"""
PDF documents (ISO 32000).
"""

from __future__ import annotations

import re
from typing import Final

from leadflow.core.attachments.content import Content
from leadflow.core.attachments.media import file_type
from leadflow.core.attachments.policy import ActiveContent, AttachmentPolicy
from leadflow.core.attachments.refusals import corrupt, found_active, mismatch
from leadflow.core.attachments.signatures import describe, refuse_archive_at_end
from leadflow.core.problems import Problem

__all__ = ["check_pdf"]

_WITHIN: Final = 1024
_BLANK: Final = b"\x00\t\n\x0c\r \xef\xbb\xbf"
_PRINTER: Final = (b"\x1b%-12345X", b"@PJL")
_OBJECT: Final = re.compile(rb"[0-9]{1,10}[\x00\t\n\f\r ]{1,10}[0-9]{1,5}[\x00\t\n\f\r ]{0,10}$")
_MOST_CANDIDATES: Final = 10_000
_AFTER_NAME: Final = frozenset(bytes((byte,)) for byte in b"\x00\t\n\x0c\r ()<>[]{}/%")


def check_pdf(content: Content, extension: str, policy: AttachmentPolicy) -> tuple[Problem, ...]:
    """
    Check a ``pdf``; the answer is the warnings.

    Passwords are fine: most protected PDFs can be read by anybody, and only forbid printing.

    Raises:
        Unacceptable: It is not one, is damaged, or carries actions that *policy* refuses.
    """
    head = content.head(_WITHIN + 5)
    start = head.find(b"%PDF-")
    before = head[: max(start, 0)].lstrip(_BLANK)
    if start < 0 or (before and not before.startswith(_PRINTER)):
        raise mismatch(file_type(extension).label, describe(head))
    if not _has_object(content):
        raise corrupt("it has no content")
    refuse_archive_at_end(content, embedded=b"endstream")
    if policy.pdf_actions is ActiveContent.ALLOW:
        return ()
    return _check_actions(content, policy.pdf_actions)


def _has_object(content: Content) -> bool:
    """
    Return whether there is an object ("7 0 obj"), without a pattern that a hostile file could slow down.
    """
    candidates = 0
    for _, data in content.overlapping(32):
        place = data.find(b"obj")
        while place >= 0 and candidates < _MOST_CANDIDATES:
            if _OBJECT.search(data, max(place - 30, 0), place):
                return True
            candidates += 1
            place = data.find(b"obj", place + 3)
    return False


def _check_actions(content: Content, setting: ActiveContent) -> tuple[Problem, ...]:
    if _has_name(content, b"/Launch"):
        return found_active("an action that starts a program", setting)
    if _has_name(content, b"/JavaScript"):
        return found_active("scripts", setting)
    return ()


def _has_name(content: Content, name: bytes) -> bool:
    candidates = 0
    for _, data in content.overlapping(len(name)):
        place = data.find(name)
        while place >= 0:
            after = place + len(name)
            candidates += 1
            if data[after : after + 1] in _AFTER_NAME or candidates > _MOST_CANDIDATES:
                return True
            place = data.find(name, after)
    return False
