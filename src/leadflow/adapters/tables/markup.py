"""
The small parts of a workbook, read as XML without any entity or document type.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Final, NamedTuple, NoReturn
from xml.parsers.expat import ParserCreate, XMLParserType

from leadflow.adapters.tables.faults import unsafe

__all__ = ["Element", "elements", "new_parser", "plain_text"]

_REFERENCE: Final = re.compile(r"&(?:#(\d{1,7})|#x([0-9a-fA-F]{1,6})|(amp|lt|gt|quot|apos));")
_ESCAPED: Final = re.compile(r"_x([0-9a-fA-F]{4})_")
_NAMED: Final = {"amp": "&", "lt": "<", "gt": ">", "quot": '"', "apos": "'"}


class Element(NamedTuple):
    """
    The start of an element: its name without prefix, its attributes without prefixes, and its parent's name.
    """

    name: str
    attributes: dict[str, str]
    parent: str


def new_parser() -> XMLParserType:
    """
    Return a parser that refuses a document type, and with it every entity.
    """

    def refuse(*_: object) -> NoReturn:
        raise unsafe("it declares entities")

    parser = ParserCreate()
    parser.StartDoctypeDeclHandler = refuse
    parser.buffer_text = True
    return parser


def elements(data: bytes, names: Iterable[str]) -> list[Element]:
    """
    Return the elements called one of *names*, in their order.
    """
    wanted = frozenset(names)
    found: list[Element] = []
    path = [""]

    def start(name: str, attributes: dict[str, str]) -> None:
        local = name.rpartition(":")[2]
        if local in wanted:
            bare = {key.rpartition(":")[2]: value for key, value in attributes.items()}
            found.append(Element(local, bare, path[-1]))
        path.append(local)

    parser = new_parser()
    parser.StartElementHandler = start
    parser.EndElementHandler = lambda _: path.pop()
    parser.Parse(data, True)
    return found


def plain_text(text: str) -> str:
    """
    Resolve the references in the text of an element, and the ``_x000D_`` by which workbooks write control characters.
    """
    if "&" in text:
        text = _REFERENCE.sub(_resolved, text)
    if "_x" in text:
        text = _ESCAPED.sub(lambda found: chr(int(found[1], 16)), text)
    return text.replace("\r\n", "\n") if "\r\n" in text else text


def _resolved(found: re.Match[str]) -> str:
    decimal, hexadecimal, name = found.groups()
    if name:
        return _NAMED[name]
    code = int(decimal) if decimal else int(hexadecimal, 16)
    return chr(code) if code < 0x110000 else "\ufffd"
