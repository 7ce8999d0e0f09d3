"""
The rows of a sheet of an xlsx workbook, cut out of its markup as it is unpacked.
"""

from __future__ import annotations

import codecs
import re
from collections.abc import Callable, Iterator
from typing import IO, Final

from leadflow.adapters.tables.faults import Refused, unreadable, unsafe
from leadflow.adapters.tables.xlsx_cells import XlsxCells
from leadflow.core.importing.tables import SheetRow, TableLimits
from leadflow.core.problems import Problem

__all__ = ["read_rows"]

_BLOCK: Final = 1 << 16
_LONGEST: Final = 1 << 23
_DATA: Final = re.compile(r"<(?:(\w+):)?sheetData\b[^<>]*?(/?)>")
_DIMENSION: Final = re.compile(r"dimension\s+ref=[\"'][A-Z]+\d+:[A-Z]+(\d+)")
_NUMBER: Final = re.compile(r"\sr\s*=\s*[\"'](\d{1,9})[\"']")
_EMPTY_ROWS: Final = re.compile(r"(?:\s*<row\b[^<>]*/>)*\s*")


def read_rows(open_part: Callable[[], IO[bytes]], cells: XlsxCells, limits: TableLimits) -> Iterator[SheetRow]:
    """
    Read the rows of a sheet that have cells, in one pass; memory does not grow with it.

    Raises:
        Refused: The markup is damaged, unusual or beyond the limits.
    """
    number = 0
    for piece in _pieces(open_part, limits):
        before = number + 1
        usual = None
        if piece.startswith(f'<row r="{before}"') and len(piece) <= limits.max_cell and before <= limits.max_rows:
            usual = cells.usual(piece[4:], before)
        if usual is not None:
            number = before
            yield SheetRow(number, usual)
            continue
        number, row = _next_row(piece, before)
        if number > limits.max_rows:
            raise _too_many(limits)
        texts, problem = cells.any(row, number)
        yield SheetRow(number, texts, problem)


def _next_row(piece: str, before: int) -> tuple[int, str]:
    """
    Return the number of the row that ends *piece*, which may begin with empty rows, and what is in it.

    Args:
        before: Number of the first row of the piece if it does not say.
    """
    head, found, row = piece.rpartition("<row")
    if not found or not _EMPTY_ROWS.fullmatch(head):
        raise unreadable("unusual markup between rows")
    said = _NUMBER.search(row.partition(">")[0])
    number = int(said[1]) if said else before + head.count("<row")
    if number < before:
        raise unreadable("its rows are not in order")
    return number, row


def _pieces(open_part: Callable[[], IO[bytes]], limits: TableLimits) -> Iterator[str]:
    """
    Cut a sheet at the ends of its rows.
    """
    with open_part() as part:
        texts = _texts(part)
        carry, prefix, empty = _before_rows(texts, limits)
        ended = empty
        while not ended:
            *rows, carry = carry.split("</row>")
            yield from rows
            ended = "</sheetData" in carry
            if ended and not _EMPTY_ROWS.fullmatch(carry.partition("</sheetData")[0]):
                raise unreadable("a row does not end")
            if not ended:
                carry += _next(texts, prefix, len(carry))


def _next(texts: Iterator[str], prefix: str, held: int) -> str:
    if held > _LONGEST:
        raise unsafe(f"a row has more than {_LONGEST} characters")
    text = next(texts, None)
    if text is None:
        raise unreadable("it ends too early")
    # Looking for one character first is many times faster.
    if "!" in text and "<!" in text:
        raise unreadable("unusual markup")
    return _without(prefix, text)


def _without(prefix: str, text: str) -> str:
    return text.replace(f"<{prefix}:", "<").replace(f"</{prefix}:", "</") if prefix else text


def _before_rows(texts: Iterator[str], limits: TableLimits) -> tuple[str, str, bool]:
    """
    Read up to the first row.

    Returns:
        What was read beyond, the prefix of the elements' names, and whether there is no row at all.
    """
    text = ""
    while not (found := _DATA.search(text)):
        more = next(texts, None)
        if more is None or len(text) > _LONGEST:
            raise unreadable("it holds no data")
        text += more
    head = text[: found.start()]
    if "<!DOCTYPE" in head:
        raise unsafe("it declares entities")
    dimension = _DIMENSION.search(head)
    if dimension and int(dimension[1]) > limits.max_rows:
        raise _too_many(limits)
    prefix = found[1] or ""
    rest = text[found.end() :]
    if "<!" in rest:
        raise unreadable("unusual markup")
    return _without(prefix, rest), prefix, bool(found[2])


def _texts(part: IO[bytes]) -> Iterator[str]:
    block = part.read(_BLOCK)
    wide = block.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE))
    decode = codecs.getincrementaldecoder("utf-16" if wide else "utf-8-sig")().decode
    while block:
        # A prefix or the start of a declaration must not be cut in two.
        text = decode(block)
        while text and "<" in text[-80:] and ">" not in text[text.rfind("<") :] and (block := part.read(64)):
            text += decode(block)
        yield text
        block = part.read(_BLOCK)


def _too_many(limits: TableLimits) -> Refused:
    message = f"the sheet has rows beyond {limits.max_rows}; a spreadsheet has no more, so split the data"
    return Refused(Problem(code="too_many_rows", where="", message=message))
