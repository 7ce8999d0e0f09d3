"""
Rich text documents.
"""

from __future__ import annotations

from typing import Final

from leadflow.core.attachments.content import Content
from leadflow.core.attachments.media import file_type
from leadflow.core.attachments.policy import AttachmentPolicy
from leadflow.core.attachments.refusals import corrupt, mismatch
from leadflow.core.attachments.signatures import describe, refuse_archive_at_end
from leadflow.core.problems import Problem

__all__ = ["check_rtf", "is_rtf"]

_BLANK: Final = b"\t\n\r \xef\xbb\xbf"
_END_WITHIN: Final = 1024
_RAW_DATA: Final = b"\\bin"


def is_rtf(head: bytes) -> bool:
    """
    Return whether a file that begins with *head* is rich text; blanks may come first.

    ``{\\rt`` alone, which Word also opens, is used by attacks only.
    """
    return head.lstrip(_BLANK).startswith(b"{\\rtf")


def check_rtf(content: Content, extension: str, policy: AttachmentPolicy) -> tuple[Problem, ...]:
    """
    Check an ``rtf``; there are no warnings.

    Raises:
        Unacceptable: It is not one, or is damaged.
    """
    head = content.head()
    if not is_rtf(head):
        raise mismatch(file_type(extension).label, describe(head))
    if b"}" not in content.tail(_END_WITHIN):
        raise corrupt("its end is missing")
    _refuse_binary(content)
    refuse_archive_at_end(content)
    return ()


def _refuse_binary(content: Content) -> None:
    """
    Refuse bytes that no rich text has, unless pictures are kept as such; filling with zeros at the end is fine.
    """
    if any(_RAW_DATA in data for _, data in content.overlapping(len(_RAW_DATA))):
        return
    filling = False
    for piece in content.pieces():
        text = piece.rstrip(b"\x00")
        if b"\x00" in text or (filling and text):
            raise corrupt("there are other bytes in its text")
        filling = filling or len(text) < len(piece)
