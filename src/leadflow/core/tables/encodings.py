"""
Detects the encoding of a text.
"""

from __future__ import annotations

import codecs
import re
from collections.abc import Iterator
from typing import BinaryIO, Final

from attrs import frozen

from leadflow.core.problems import Problem, Severity

__all__ = ["Encoding", "detect_encoding", "is_wide"]

_BLOCK: Final = 1 << 18
_EVIDENCE: Final = 1 << 16
_MARKS: Final = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_TEXT_ENCODING: Final = re.compile(
    r"utf-?(8|8-sig|16|32|16-[lb]e|32-[lb]e)|ascii|cp\d+|iso8859-\d+|latin.*|mac-.*|koi8-.*|big5.*|gb.*|euc_.*|shift_jis.*"
    r"|johab|hz|tis-620|ptcp154|kz1048|iso2022_.*"
)
# People and browsers say the first and mean the second, which has the same letters and more.
_MEANT: Final = {
    "iso8859-1": "cp1252",
    "ascii": "cp1252",
    "shift_jis": "cp932",
    "gb2312": "gb18030",
    "utf-8-sig": "utf-8",
}
_GUESSES: Final = ("cp1252", "mac_roman", "cp932")

_SMALL: Final = frozenset("äöüßéèêëàâáãåæçñíìîïóòôõøœúùûÿ")
_LARGE: Final = frozenset("ÄÖÜÉÈÊËÀÂÁÃÅÆÇÑÍÌÎÏÓÒÔÕØŒÚÙÛ")
_SIGNS: Final = frozenset("\u2018\u2019\u201c\u201d\u201e\u2013\u2014\u2026\u2022\u00a0€£°®©™«»·§²³½¿¡ºª\u00b4")


@frozen(kw_only=True)
class Encoding:
    """
    How the bytes of a text are to be read.

    Attributes:
        name: Python's name.
        start: Bytes of the mark at the beginning, which is not part of the text.
    """

    name: str
    start: int = 0
    problems: tuple[Problem, ...] = ()


def detect_encoding(stream: BinaryIO, *, hint: str | None = None) -> Encoding:
    """
    Find out how the bytes of *stream* are to be read.

    A hint overrides all; then a byte order mark, the pattern of NUL bytes in UTF-16, UTF-8 even if a few bytes are
    bad, and at last the likelier of cp1252, MacRoman and cp932, with a warning that it is a guess. The whole stream is
    looked through until there is evidence, since accents may come late.
    """
    stream.seek(0)
    head = stream.read(4096)
    mark = next(((mark, name) for mark, name in _MARKS if head.startswith(mark)), None)
    if hint is not None:
        return _hinted(hint, head, mark)
    if mark:
        return Encoding(name=mark[1], start=len(mark[0]))
    wide = _wide(head)
    if wide:
        return Encoding(name=wide)
    return _judged(_evidence(stream))


def is_wide(head: bytes) -> bool:
    """
    Return whether a text that begins with *head* is in UTF-16 or UTF-32.
    """
    return _wide(head) is not None or any(head.startswith(mark) for mark, _ in _MARKS[1:])


def _hinted(hint: str, head: bytes, mark: tuple[bytes, str] | None) -> Encoding:
    name = _known(hint)
    if name is None:
        message = f"'{hint}' is not a known encoding; try 'utf-8' or 'cp1252'"
        return Encoding(name="utf-8", problems=(Problem(code="encoding_unknown", path="", message=message),))
    start = len(mark[0]) if mark and mark[1].startswith(name) else 0
    if name in ("utf-16", "utf-32"):
        name = mark[1] if start and mark else _wide(head) or f"{name}-le"
    return Encoding(name=name, start=start)


def _known(hint: str) -> str | None:
    try:
        name = codecs.lookup(hint).name
    except (LookupError, ValueError):
        return None
    return _MEANT.get(name, name) if _TEXT_ENCODING.fullmatch(name) else None


def _wide(head: bytes) -> str | None:
    """
    Return the UTF-16 without mark that the NUL bytes of ASCII letters, digits and delimiters give away.
    """
    half = max(1, len(head) // 2)
    even, odd = head[0::2].count(0) / half, head[1::2].count(0) / half
    if odd > 0.15 and even < odd / 20 and _ends_wide(head[0::2], head[1::2]):
        return "utf-16-le"
    if even > 0.15 and odd < even / 20 and _ends_wide(head[1::2], head[0::2]):
        return "utf-16-be"
    return None


def _ends_wide(low: bytes, high: bytes) -> bool:
    """
    Return whether line ends are two bytes wide; a text in which NUL merely occurs has others.
    """
    wide = sum(1 for pair in zip(low, high, strict=False) if pair == (10, 0))
    return wide * 10 >= (low.count(10) + high.count(10)) * 9


def _evidence(stream: BinaryIO) -> bytes:
    """
    Collect lines with other than ASCII bytes from the whole stream, until they are enough to judge by.
    """
    found: list[bytes] = []
    size = 0
    for block in _blocks(stream):
        if block.isascii():
            continue
        for line in block.split(b"\n"):
            if not line.isascii() and size < _EVIDENCE:
                found.append(line[:_EVIDENCE])
                size += len(found[-1])
        if size >= _EVIDENCE:
            break
    return b"\n".join(found)


def _blocks(stream: BinaryIO) -> Iterator[bytes]:
    """
    Read the stream in blocks that end with a line, so that no character is cut in two.
    """
    stream.seek(0)
    while block := stream.read(_BLOCK):
        # ASCII needs no whole lines; a line longer than this says little more.
        yield block if block.isascii() else block + stream.readline(_BLOCK)


def _judged(evidence: bytes) -> Encoding:
    text = evidence.decode("utf-8", "replace")
    bad = text.count("\ufffd")
    good = sum(1 for character in text if character > "\x7f") - bad
    if not bad:
        return Encoding(name="utf-8")
    if good >= bad:
        message = "some bytes are not UTF-8 and are read as \ufffd; save the file as UTF-8"
        warning = Problem(code="bytes_unreadable", path="", message=message, severity=Severity.WARNING)
        return Encoding(name="utf-8", problems=(warning,))
    name = max(_GUESSES, key=lambda name: _likelihood(evidence.decode(name, "replace")))
    message = f"the encoding is assumed to be {name}; if accents look wrong, name the encoding or save as UTF-8"
    warning = Problem(code="encoding_guessed", path="", message=message, severity=Severity.WARNING)
    return Encoding(name=name, problems=(warning,))


def _likelihood(text: str) -> float:
    """
    Return how much *text* looks like what people write; a wrong encoding makes signs and capitals within words.
    """
    padded = f" {text} "
    return sum(
        _weight(padded[at - 1], character, padded[at + 1]) for at, character in enumerate(padded) if character > "\x7f"
    )


def _weight(before: str, character: str, after: str) -> float:
    if character in _SMALL:
        return 1.0
    if character in _LARGE:
        return -1.0 if before.islower() else 0.7
    if character in _SIGNS:
        return 0.3
    if "\u3040" <= character <= "\u30ff":
        return 2.0
    if "\u3000" <= character <= "\u9fff" or "\uff00" <= character <= "\uff60":
        return -1.0 if before.isascii() and before.isalpha() and after.isascii() else 1.5
    return -3.0 if character == "\ufffd" or "\x80" <= character <= "\x9f" else -1.0
