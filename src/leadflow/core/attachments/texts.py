"""
Plain texts, tables and calendars, read completely in any encoding.
"""

from __future__ import annotations

import codecs
import re
from collections.abc import Iterator
from typing import Final

from leadflow.core.attachments.content import Content
from leadflow.core.attachments.media import file_type
from leadflow.core.attachments.policy import AttachmentPolicy
from leadflow.core.attachments.refusals import corrupt, mismatch
from leadflow.core.attachments.signatures import describe
from leadflow.core.problems import Problem

__all__ = ["check_text", "refuse_binary"]

# The long marks come first, since the UTF-32 one begins with the UTF-16 one.
_MARKS: Final = (
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_ALLOWED_CONTROLS: Final = b"\b\t\n\v\f\r\x1b"
_CONTROLS: Final = bytes(byte for byte in range(32) if byte not in _ALLOWED_CONTROLS)
_SHIFTS: Final = b"\x0e\x0f"
_KOREAN: Final = b"\x1b$)C"
_SUBSTITUTE: Final = b"\x1a"
_PROSE_WITHIN: Final = 1 << 20

_OTHER_TEXTS: Final = {
    "%pdf-": "a PDF document",
    "{\\rtf": "a rich text document",
    "%!ps": "a PostScript program",
    "<?php": "a PHP program",
    "#!/": "a script",
    "#! /": "a script",
}
_BLANKS: Final = re.compile(r"[\s\ufeff]*")
_PAGE: Final = re.compile(
    r"<(?:!doctype\s+(?:html|svg)|(?:html|head|body|script|svg|iframe|frameset|frame|object|embed|applet|meta|link|base"
    r"|style|title|math|img|video|audio|form)(?=[\s/>]))",
    re.IGNORECASE,
)
_CALENDAR: Final = "begin:vcalendar"
_CALENDAR_END: Final = "end:vcalendar"


def check_text(content: Content, extension: str, policy: AttachmentPolicy) -> tuple[Problem, ...]:
    """
    Check a ``txt``, ``csv`` or ``ics``; there are no warnings.

    Raises:
        Unacceptable: It is binary somewhere, or is a page or a program in text form.
    """
    encoding = refuse_binary(content, extension)
    start = _prose(content, encoding)
    for opening, words in _OTHER_TEXTS.items():
        if start.startswith(opening):
            raise mismatch(file_type(extension).label, words)
    if _PAGE.match(start):
        raise mismatch(file_type(extension).label, "a web page")
    if extension == "ics":
        _check_calendar(content, encoding, start)
    return ()


def refuse_binary(content: Content, extension: str) -> str:
    """
    Read all of a text, and return its encoding; ``latin-1`` stands for any encoding whose ASCII is ASCII.

    Raises:
        Unacceptable: It has bytes that no text has, or is not in the encoding that it claims.
    """
    encoding = _encoding(content)
    controls = _CONTROLS
    if encoding == "latin-1" and _KOREAN in content.head(256):
        # ISO-2022-KR shifts between its two alphabets with these.
        controls = bytes(byte for byte in controls if byte not in _SHIFTS)
    left = content.size
    try:
        for plain, read in _as_bytes(content, encoding):
            left -= read
            if left <= 0:
                plain = plain.rstrip(_SUBSTITUTE)
            if len(plain.translate(None, controls)) != len(plain):
                raise mismatch(file_type(extension).label, _described(content))
    except UnicodeError:
        raise corrupt("its text is not in the encoding that it claims") from None
    return encoding


def _described(content: Content) -> str:
    found = describe(content.head())
    return "binary data" if found == "something else" else found


def _encoding(content: Content) -> str:
    head = content.head(4096)
    for mark, encoding in _MARKS:
        if head.startswith(mark):
            return encoding
    # In UTF-16 letters or at least blanks have a zero byte, always on the same side. A stray zero does not make it so.
    even, odd = head[::2].count(0), head[1::2].count(0)
    few = max(1, len(head) // 40)
    if odd > few and not even:
        return "utf-16-le"
    if even > few and not odd:
        return "utf-16-be"
    return "latin-1"


def _as_bytes(content: Content, encoding: str) -> Iterator[tuple[bytes, int]]:
    """
    Yield the text in a form whose controls are single bytes, and how many bytes of the file come after each piece.
    """
    if encoding == "latin-1":
        for piece in content.pieces():
            yield piece, len(piece)
        return
    decoder = codecs.getincrementaldecoder(encoding)()
    for piece in content.pieces():
        yield decoder.decode(piece).encode(), len(piece)
    decoder.decode(b"", final=True)


def _prose(content: Content, encoding: str) -> str:
    """
    Return the first kibibyte of text behind byte order mark, blanks, comments and an XML declaration, in lower case.
    """
    text = content.head(_PROSE_WITHIN).decode(encoding, "ignore")
    place = 0
    while True:
        blanks = _BLANKS.match(text, place)
        place = blanks.end() if blanks else place
        closing = "-->" if text.startswith("<!--", place) else "?>" if text.startswith("<?xml", place) else ""
        end = text.find(closing, place) if closing else -1
        if end < 0:
            return text[place : place + 1024].lower()
        place = end + len(closing)


def _check_calendar(content: Content, encoding: str, start: str) -> None:
    if not start.startswith(_CALENDAR):
        raise mismatch(file_type("ics").label, "another text")
    tail = content.tail(4096 if len("x".encode(encoding)) == 1 else 16_384)
    if _CALENDAR_END not in tail.decode(encoding, "ignore").lower():
        raise corrupt("its end is missing")
