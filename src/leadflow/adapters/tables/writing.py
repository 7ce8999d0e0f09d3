"""
Writes tables as CSV or xlsx, so that spreadsheets run no formulas in them.
"""

from __future__ import annotations

import csv
import re
from codecs import BOM_UTF8
from collections.abc import Iterable, Iterator, Sequence
from io import StringIO
from itertools import islice
from typing import BinaryIO, Final, Literal
from xml.sax.saxutils import escape
from zipfile import ZIP_DEFLATED, ZipFile

from leadflow.adapters.tables.xlsx_frame import FRAME
from leadflow.core.argument_messages import wrong_value
from leadflow.core.arguments import checked
from leadflow.core.columns.header_keys import column_letter
from leadflow.core.importing.progress import RefusedRow
from leadflow.core.importing.refused_file import refused_cells
from leadflow.core.importing.template import template_cells
from leadflow.core.schema import Schema
from leadflow.core.tables import Table
from leadflow.core.tables.formulas import guard
from leadflow.core.text import clean_text

__all__ = ["write_csv", "write_refused", "write_template", "write_xlsx"]

_LONGEST: Final = 32_767
# Rows that are encoded together: one by one takes twice the time.
_AT_ONCE: Final = 500
_ESCAPED: Final = re.compile("_(?=x[0-9A-Fa-f]{4}_)")
_NO_XML: Final = re.compile("[\ufffe\uffff]")


@checked
def write_refused(stream: BinaryIO, table: Table, refused: Iterable[RefusedRow]) -> None:
    """
    Write the refused rows of an import as a file to correct and send again: CSV or xlsx, as *table* was a text or not.

    Args:
        stream: To write to; it is left open.
        table: As it was imported; its own stream has to be open still.
        refused: ``ImportReport.refused``.
    """
    rows = refused_cells(table, refused)
    if table.delimiter is None:
        write_xlsx(stream, rows, sheet=table.sheet or "")
    else:
        write_csv(stream, rows, delimiter=table.delimiter)


@checked
def write_template(stream: BinaryIO, schema: Schema, *, format: Literal["csv", "xlsx"] = "csv") -> None:
    """
    Write the file that people fill in: the standard headers, the custom fields of *schema*, and a sample row.
    """
    rows = template_cells(schema)
    if format == "xlsx":
        write_xlsx(stream, rows)
    else:
        write_csv(stream, rows)


@checked
def write_csv(stream: BinaryIO, rows: Iterable[Sequence[str]], *, delimiter: str = ",") -> None:
    """
    Write *rows* as UTF-8 with a byte order mark, which every spreadsheet opens right; formulas get an apostrophe.

    Raises:
        InvalidInput: The delimiter is not one character, or one that cannot part cells (``delimiter_unusable``).
    """
    if len(delimiter) != 1 or delimiter in '"\r\n\0' or not delimiter.isascii():
        message = "must be one character that parts cells, such as ',' or ';'; use one of these"
        raise wrong_value("delimiter_unusable", message, "write_csv(delimiter)")
    guarded = map(_guarded, rows)
    stream.write(BOM_UTF8)
    while some := list(islice(guarded, _AT_ONCE)):
        text = StringIO(newline="")
        csv.writer(text, delimiter=delimiter).writerows(some)
        stream.write(text.getvalue().encode("utf-8", "replace"))


def _guarded(row: Sequence[str]) -> list[str]:
    # Nothing that begins with a letter or a digit is taken for a formula, and so almost no cell is looked at closely.
    return [cell if cell[:1].isalnum() else guard(cell) for cell in row]


@checked
def write_xlsx(stream: BinaryIO, rows: Iterable[Sequence[str]], *, sheet: str = "") -> None:
    """
    Write *rows* as a workbook of one sheet in which every cell is a text, so that zeros stay and nothing is calculated.

    Memory does not grow with the rows. A cell holds at most 32,767 characters, which is a spreadsheet's own limit.
    """
    with ZipFile(stream, "w", ZIP_DEFLATED) as archive:
        for name, content in FRAME.items():
            archive.writestr(name, content.replace("{sheet}", escape(_sheet_name(sheet), {'"': "&quot;"})))
        with archive.open("xl/worksheets/sheet1.xml", "w", force_zip64=True) as part:
            for piece in _sheet_xml(rows):
                part.write(piece.encode("utf-8", "replace"))


def _sheet_name(name: str) -> str:
    """
    Return a name that a sheet can have: up to 31 characters, and none of those that stand for other things.
    """
    bare = "".join(" " if mark in "[]:*?/\\" else mark for mark in clean_text(name)).strip(" '")[:31]
    return bare or "Leads"


def _sheet_xml(rows: Iterable[Sequence[str]]) -> Iterator[str]:
    yield '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
    yield '<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>'
    for number, row in enumerate(rows, 1):
        cells = "".join(_cell(f"{column_letter(at)}{number}", text) for at, text in enumerate(row) if text)
        yield f'<row r="{number}">{cells}</row>'
    yield "</sheetData></worksheet>"


def _cell(place: str, text: str) -> str:
    """
    Write a text as text; the style marks it as typed with an apostrophe, so that it stays one when it is edited. It stands
    for an apostrophe before a formula, too.
    """
    text = text.removeprefix("'") if text[:2] == "'=" else text
    shown = escape(_ESCAPED.sub("_x005F_", _NO_XML.sub("", clean_text(text)))[:_LONGEST])
    return f'<c r="{place}" s="1" t="inlineStr"><is><t xml:space="preserve">{shown}</t></is></c>'
