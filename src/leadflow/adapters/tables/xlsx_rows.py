"""
The rows of a sheet of an xlsx workbook, cut out of its markup as it is unpacked.
"""

from __future__ import annotations

import codecs
import re
from collections.abc import Callable, Iterator
from typing import IO, Final

from leadflow.adapters.tables.faults import WorkbookRefused, unreadable, unsafe
from leadflow.adapters.tables.xlsx_cells import XlsxCells
from leadflow.core.problems import Problem
from leadflow.core.tables import SheetRow, TableLimits

__all__ = ["read_rows"]

_BLOCK: Final = 1 << 16
_LONGEST: Final = 1 << 23
_DATA: Final = re.compile(rb"<(?:(\w+):)?sheetData\b[^<>]*?(/?)>")
_DIMENSION: Final = re.compile(rb"dimension\s+ref=[\"'][A-Z]+\d+:[A-Z]+(\d+)")
_NUMBER: Final = re.compile(r"\sr\s*=\s*[\"'](\d{1,9})[\"']")
_EMPTY_ROWS: Final = re.compile(r"(?:\s*<row\b[^<>]*/>)*\s*")


def read_rows(open_part: Callable[[], IO[bytes]], cells: XlsxCells, limits: TableLimits) -> Iterator[SheetRow]:
    """
    Read the rows of a sheet that have cells, in one pass; memory does not grow with it.

    Raises:
        Refused: The markup is damaged, unusual or beyond the limits.
    """
    number = 0
    new, plain, longest, last = tuple.__new__, cells.plain, limits.max_cell, limits.max_rows
    for piece in _pieces(open_part, limits):
        number += 1
        if piece.startswith(b'<row r="%d"' % number) and len(piece) <= longest and number <= last:
            texts = plain(piece)
            if texts is not None:
                yield new(SheetRow, (number, texts, None))
                continue
        number, row = _next_row(piece.decode(), number)
        if number > last:
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


def _pieces(open_part: Callable[[], IO[bytes]], limits: TableLimits) -> Iterator[bytes]:
    """
    Cut a sheet at the ends of its rows.
    """
    with open_part() as part:
        blocks = _blocks(part)
        carry, prefix, empty = _before_rows(blocks, limits)
        ended = empty
        while not ended:
            *rows, carry = carry.split(b"</row>")
            yield from rows
            ended = b"</sheetData" in carry
            if ended and not _EMPTY_ROWS.fullmatch(carry.partition(b"</sheetData")[0].decode()):
                raise unreadable("a row does not end")
            if not ended:
                carry += _next(blocks, prefix, len(carry))


def _next(blocks: Iterator[bytes], prefix: bytes, held: int) -> bytes:
    if held > _LONGEST:
        raise unsafe(f"a row has more than {_LONGEST} characters")
    block = next(blocks, None)
    if block is None:
        raise unreadable("it ends too early")
    # Looking for one character first is many times faster.
    if b"!" in block and b"<!" in block:
        raise unreadable("unusual markup")
    return _without(prefix, block)


def _without(prefix: bytes, block: bytes) -> bytes:
    return block.replace(b"<%b:" % prefix, b"<").replace(b"</%b:" % prefix, b"</") if prefix else block


def _before_rows(blocks: Iterator[bytes], limits: TableLimits) -> tuple[bytes, bytes, bool]:
    """
    Read up to the first row.

    Returns:
        What was read beyond, the prefix of the elements' names, and whether there is no row at all.
    """
    begun = b""
    while not (found := _DATA.search(begun)):
        more = next(blocks, None)
        if more is None or len(begun) > _LONGEST:
            raise unreadable("it holds no data")
        begun += more
    head = begun[: found.start()]
    if b"<!DOCTYPE" in head:
        raise unsafe("it declares entities")
    dimension = _DIMENSION.search(head)
    if dimension and int(dimension[1]) > limits.max_rows:
        raise _too_many(limits)
    prefix = found[1] or b""
    rest = begun[found.end() :]
    if b"<!" in rest:
        raise unreadable("unusual markup")
    return _without(prefix, rest), prefix, bool(found[2])


def _blocks(part: IO[bytes]) -> Iterator[bytes]:
    """
    Read a part in pieces of UTF-8, none of which ends within a tag's first 80 bytes.
    """
    block = part.read(_BLOCK)
    wide = block.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE))
    decode = codecs.getincrementaldecoder("utf-16")().decode if wide else None
    while block:
        # A prefix or the start of a declaration must not be cut in two.
        piece = decode(block).encode() if decode else block
        while piece and b"<" in piece[-80:] and b">" not in piece[piece.rfind(b"<") :] and (block := part.read(64)):
            piece += decode(block).encode() if decode else block
        yield piece
        block = part.read(_BLOCK)


def _too_many(limits: TableLimits) -> WorkbookRefused:
    message = f"the sheet has rows beyond {limits.max_rows}; a spreadsheet has no more rows, so split the data"
    return WorkbookRefused(Problem(code="too_many_rows", path="", message=message))
