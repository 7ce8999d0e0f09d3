"""
The texts that the cells of an xlsx workbook share.
"""

from __future__ import annotations

import re
from array import array
from collections.abc import Iterator, Sequence
from typing import IO, Final, overload

from leadflow.adapters.tables.faults import unreadable, unsafe
from leadflow.adapters.tables.markup import plain_text
from leadflow.core.tables import TableLimits

__all__ = ["read_shared", "text_of"]

_BLOCK: Final = 1 << 18
_LONGEST: Final = 1 << 22
_FEW: Final = 30_000_000
_PREFIX: Final = re.compile(r"<(\w+):sst[\s>]")
_ITEM: Final = re.compile(r"<si\b[^>]*?(?:/>|>(?:<t(?:\s[^>]*)?>([^<]*)</t></si>|(.*?)</si>))", re.DOTALL)
_TEXT: Final = re.compile(r"<t(?:\s[^>]*)?>([^<]*)</t>")
_OPENING: Final = "<si><t>"
_CLOSING: Final = "</t></si>"
_PHONETIC: Final = re.compile(r"<rPh\b.*?</rPh>", re.DOTALL)


class _Packed(Sequence[str]):
    """
    Many texts in little memory: the bytes of all, and where each begins.
    """

    def __init__(self) -> None:
        self._bytes = bytearray()
        self._ends = array("L", (0,))

    def extend(self, texts: list[str]) -> None:
        for text in texts:
            self._bytes += text.encode("utf-8", "surrogatepass")
            self._ends.append(len(self._bytes))

    def __len__(self) -> int:
        return len(self._ends) - 1

    @overload
    def __getitem__(self, at: int) -> str: ...
    @overload
    def __getitem__(self, at: slice) -> Sequence[str]: ...
    def __getitem__(self, at: int | slice) -> str | Sequence[str]:
        if isinstance(at, slice):
            return [self[index] for index in range(*at.indices(len(self)))]
        return self._bytes[self._ends[at] : self._ends[at + 1]].decode("utf-8", "surrogatepass")


def read_shared(part: IO[bytes], size: int, limits: TableLimits) -> Sequence[str]:
    """
    Read the texts in order; few are kept as they are, many in packed form.

    Raises:
        Refused: They have more characters together, or in one of them, than *limits* allow, or the part is damaged.
    """
    kept: list[str] = []
    packed = _Packed() if size > _FEW else None
    total = 0
    for texts in _pieces(part):
        # A text costs some 60 bytes in addition to its characters.
        total += sum(map(len, texts)) + 8 * len(texts)
        if total > limits.max_shared:
            raise unsafe(f"its texts have more than {limits.max_shared} characters")
        if max(map(len, texts), default=0) > limits.max_cell:
            raise unsafe(f"one of its texts has more than {limits.max_cell} characters")
        if packed is None:
            kept += texts
        else:
            packed.extend(texts)
    return kept if packed is None else packed


def text_of(item: str) -> str:
    """
    Join the runs of a rich text; what only says how to pronounce it is left out.
    """
    return plain_text("".join(_TEXT.findall(_PHONETIC.sub("", item))))


def _pieces(part: IO[bytes]) -> Iterator[list[str]]:
    carry, prefix, end = b"", None, b"</si>"
    while block := part.read(_BLOCK):
        data = carry + block
        if not carry and prefix is None:
            found = _PREFIX.search(data[:4096].decode("utf-8", "replace"))
            prefix = found[1] if found else ""
            end = f"</{prefix}:si>".encode() if prefix else end
        cut = data.rfind(end) + len(end) if end in data else 0
        carry = data[cut:]
        if len(carry) > _LONGEST:
            raise unsafe(f"one of its texts has more than {_LONGEST} characters")
        text = data[:cut].decode("utf-8")
        if "<!" in text:
            raise unsafe("it declares entities") if "<!DOCTYPE" in text else unreadable("unusual markup in its texts")
        if prefix:
            text = text.replace(f"<{prefix}:", "<").replace(f"</{prefix}:", "</")
        yield _plain_items(text) or [_text(plain, rich) for plain, rich in _ITEM.findall(text)]


def _plain_items(text: str) -> list[str] | None:
    """
    Return the texts if they follow each other without attributes, runs and references, as most do.
    """
    start = text.find(_OPENING)
    if start < 0 or "&" in text or "_x" in text or "\r" in text:
        return None
    body = text[start + len(_OPENING) :]
    texts = body.removesuffix(_CLOSING).split(_CLOSING + _OPENING)
    # Each text but the last has two tags behind it and two before the next; any more would be something else.
    usual = body.count("<") == 4 * len(texts) - 2 and "<si" not in text[:start]
    return texts if usual and body.endswith(_CLOSING) else None


def _text(plain: str, rich: str) -> str:
    if rich:
        return text_of(rich)
    return plain_text(plain) if "&" in plain or "_x" in plain or "\r" in plain else plain
