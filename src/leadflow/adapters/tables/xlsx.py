"""
Workbooks of Excel since 2007, row by row.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from functools import partial
from posixpath import join, normpath
from typing import BinaryIO

from attrs import frozen

from leadflow.adapters.tables.archives import Archive
from leadflow.adapters.tables.choosing import Outline, SheetEntry, choose_sheet
from leadflow.adapters.tables.faults import unreadable
from leadflow.adapters.tables.markup import Element, elements
from leadflow.adapters.tables.numbers import BUILT_IN, number_reader, text_readers
from leadflow.adapters.tables.shared_strings import read_shared
from leadflow.adapters.tables.shown_numbers import plain_number
from leadflow.adapters.tables.xlsx_cells import XlsxCells
from leadflow.adapters.tables.xlsx_outline import xlsx_outline
from leadflow.adapters.tables.xlsx_rows import read_rows
from leadflow.core.tables import Sheet, SheetRow, TableLimits, TableOptions

__all__ = ["open_xlsx"]

_Reader = Callable[[str], str]


@frozen(kw_only=True)
class _Parts:
    """
    Where the parts of a workbook are, and what it says of itself.

    Attributes:
        from_1904: Whether its days are counted from that year.
        uncalculated: Whether it asks to be calculated when it is opened: XlsxWriter writes 0 as every result.
    """

    sheets: tuple[tuple[SheetEntry, str], ...]
    shared: str | None
    styles: str | None
    from_1904: bool
    uncalculated: bool


def open_xlsx(stream: BinaryIO, *, options: TableOptions, limits: TableLimits) -> Sheet:
    """
    Open the sheet that *options* name, or the one that `choose_sheet` chooses.

    Raises:
        Refused: The workbook cannot be read or is beyond the limits.
    """
    archive = Archive(stream, limits)
    parts = _parts(archive)
    shared: Sequence[str] = ()
    if parts.shared:
        with archive.open(parts.shared) as part:
            shared = read_shared(part, archive.size(parts.shared), limits)
    styles = [] if parts.styles is None else elements(archive.read(parts.styles), ("numFmt", "xf"))
    codes = _codes(styles)
    cells = XlsxCells(
        shared=shared,
        numbers=_number_readers(codes, parts),
        texts=text_readers(codes),
        limits=limits,
        uncalculated=parts.uncalculated,
        quoted=_quoted(styles),
    )
    names = {entry.name: name for entry, name in parts.sheets}

    def read(sheet: str) -> Iterator[SheetRow]:
        return read_rows(partial(archive.open, names[sheet]), cells, limits)

    def outline(sheet: str) -> Outline:
        return xlsx_outline(partial(archive.open, names[sheet]), limits)

    return choose_sheet([entry for entry, _ in parts.sheets], read, outline, options=options, limits=limits)


def _parts(archive: Archive) -> _Parts:
    book = _target(archive, "_rels/.rels", "", "/officeDocument") or "xl/workbook.xml"
    folder, _, file = book.rpartition("/")
    links = f"{folder}/_rels/{file}.rels"
    data = archive.read(book)
    found = elements(data, ("sheet", "workbookPr", "calcPr", "workbookView"))
    worksheets = {link["Id"]: _path(folder, link) for link in _links(archive, links) if "/worksheet" in link["Type"]}
    views = [element.attributes.get("activeTab", "0") for element in found if element.name == "workbookView"]
    listed = [element.attributes for element in found if element.name == "sheet"]
    sheets = tuple(
        (SheetEntry(one["name"], one.get("state", "visible") != "visible", [str(at)] == views[:1]), path)
        for at, one in enumerate(listed)
        if (path := worksheets.get(one.get("id", "")))
    )
    if not sheets:
        raise unreadable("it has no worksheet")
    return _Parts(
        sheets=sheets,
        shared=_target(archive, links, folder, "/sharedStrings"),
        styles=_target(archive, links, folder, "/styles"),
        from_1904=any(element.attributes.get("date1904") in ("1", "true") for element in found),
        uncalculated=any(element.attributes.get("fullCalcOnLoad") in ("1", "true") for element in found),
    )


def _links(archive: Archive, name: str) -> list[dict[str, str]]:
    if name not in archive:
        return []
    found = [element.attributes for element in elements(archive.read(name), ("Relationship",))]
    return [link for link in found if {"Id", "Type", "Target"} <= link.keys() and link.get("TargetMode") != "External"]


def _path(folder: str, link: dict[str, str]) -> str:
    target = link["Target"]
    return target.lstrip("/") if target.startswith("/") else normpath(join(folder, target))


def _target(archive: Archive, links: str, folder: str, kind: str) -> str | None:
    paths = [_path(folder, link) for link in _links(archive, links) if link["Type"].endswith(kind)]
    return next((path for path in paths if path in archive), None)


def _quoted(styles: Sequence[Element]) -> frozenset[str]:
    """
    Return the numbers of the cell styles that mark what was typed with an apostrophe.
    """
    cells = (one.attributes for one in styles if one.name == "xf" and one.parent == "cellXfs")
    return frozenset(str(at) for at, one in enumerate(cells) if one.get("quotePrefix") in ("1", "true"))


def _codes(found: Sequence[Element]) -> list[str]:
    """
    Return the format of each cell style.
    """
    codes: dict[str, str] = {str(number): code for number, code in BUILT_IN.items()}
    codes.update(
        (element.attributes.get("numFmtId", ""), element.attributes.get("formatCode", ""))
        for element in found
        if element.name == "numFmt" and element.parent == "numFmts"
    )
    cells = (one.attributes for one in found if one.parent == "cellXfs")
    return [codes.get(one.get("numFmtId", "0"), "General") for one in cells]


def _number_readers(codes: Sequence[str], parts: _Parts) -> list[_Reader]:
    """
    Return for each cell style what makes text of its numbers.
    """
    made = {code: number_reader(code, from_1904=parts.from_1904) for code in set(codes)}
    return [made[code] for code in codes] or [plain_number]
