"""
The small XML parts of office files, read without ever resolving an entity.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import Final
from xml.parsers import expat

from leadflow.core.attachments.refusals import corrupt, unsafe

__all__ = ["Attributes", "Element", "elements", "root_name"]

Attributes = dict[str, str]
"""
Attributes of an element by local name.
"""

Element = tuple[str, Attributes]
"""
Local name of an element, and its attributes.
"""

_ROOT_WITHIN: Final = 1 << 20
_MOST_ELEMENTS: Final = 100_000

# OpenOffice 1 and 2 named their manifest's document type; it declares nothing.
_HARMLESS_DOCTYPE: Final = ("manifest:manifest", "Manifest.dtd", "-//OpenOffice.org//DTD Manifest 1.0//EN")


class _Enough(Exception):
    pass


def elements(document: bytes, *, most: int = _MOST_ELEMENTS) -> list[Element]:
    """
    Return the elements of *document* in their order, with their attributes; *most* is how many it may have.

    Raises:
        Unacceptable: It is not well-formed, has a document type, or more elements than any container needs.
    """
    found: list[Element] = []

    def remember(name: str, attributes: Attributes) -> None:
        if len(found) >= most:
            raise unsafe("its table of contents is too large")
        found.append((_local(name), {_local(key): value for key, value in attributes.items()}))

    _parse((document,), remember)
    return found


def root_name(pieces: Iterable[bytes], *, within: int = _ROOT_WITHIN) -> str:
    """
    Return the local name of the first element in *pieces*, reading no further than needed.

    Raises:
        Unacceptable: There is none in the first *within* bytes and the piece after them, or a document type before it.
    """
    root: list[str] = []

    def stop(name: str, attributes: Attributes) -> None:
        root.append(_local(name))
        raise _Enough

    try:
        _parse(_first(pieces, within), stop)
    except _Enough:
        return root[0]
    raise corrupt("its main part has no content")


def _parse(pieces: Iterable[bytes], on_start: Callable[[str, Attributes], None]) -> None:
    parser = expat.ParserCreate()
    parser.StartElementHandler = on_start
    parser.StartDoctypeDeclHandler = _refuse_doctype
    try:
        for piece in pieces:
            parser.Parse(piece, False)
        parser.Parse(b"", True)
    except (expat.ExpatError, ValueError, LookupError):
        # The last two come from encodings that nobody knows.
        raise corrupt("one of its parts is not well-formed XML") from None


def _refuse_doctype(name: str, system_id: str | None, public_id: str | None, has_internal_subset: bool) -> None:
    if has_internal_subset or (name, system_id, public_id) != _HARMLESS_DOCTYPE:
        raise unsafe("one of its parts declares a document type")


def _first(pieces: Iterable[bytes], within: int) -> Iterator[bytes]:
    seen = 0
    for piece in pieces:
        yield piece
        seen += len(piece)
        if seen > within:
            return


def _local(name: str) -> str:
    return name.rpartition(":")[2]
