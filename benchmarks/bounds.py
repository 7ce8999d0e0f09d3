"""
How long the inputs take that are largest, or strangest, for their size: ``python -m benchmarks.bounds``.

Processor time and memory of one run each; nothing is compared, since the bound is what counts.
"""

from __future__ import annotations

import io
import multiprocessing
import resource
import tempfile
import time
import zipfile
from collections.abc import Callable
from datetime import UTC, datetime
from multiprocessing.connection import Connection
from typing import BinaryIO

from leadflow import ImportDesk, Programme, Setting
from leadflow.adapters.ids import TimeOrderedIds
from leadflow.adapters.memory import MemoryStore
from leadflow.adapters.tables import read_workbook
from leadflow.adapters.templates import MiniJinjaTemplates
from leadflow.core.access import ProgramParty
from leadflow.core.criteria import any_of, check_criteria, where
from leadflow.core.schema import STANDARD_SCHEMA
from leadflow.core.tables import read_table

MIB = 1 << 20
_FORK = multiprocessing.get_context("fork")
_SPACES = ("office", "table", "text")
LARGEST_SOURCE = 64 * 1024


def main() -> None:
    """
    Print a line for each input.
    """
    _told("40 MiB of blank lines", lambda: _rows(b"Email,City\n" + b"\n" * (40 * MIB) + b"a@x.se,Oslo\n"))
    repeated = _repeated(1_000_000)
    _told("a row of an ods repeated a million times", lambda: _sheet_rows(repeated))
    with tempfile.TemporaryFile() as stream:
        _write_equal_rows(stream, 1_000_000)
        _told("a row of an xlsx a million times, previewed", lambda: _preview(stream))
    _told("criteria of 2,000 conditions, checked", lambda: _criteria(2_000))
    _told("criteria of 10,000 conditions, refused", lambda: _criteria(10_000))
    for name, piece in (("values", "{{ lead.notes }}"), ("filters", "{{ lead.notes|upper }}"), ("a name", "a")):
        source = piece * (LARGEST_SOURCE // len(piece)) if piece != "a" else "{{ " + "a" * (LARGEST_SOURCE - 6) + " }}"
        _told(f"a template of 64 KiB of {name}", lambda source=source: _template(source))  # type: ignore[misc]  # bound at once


def _rows(content: bytes) -> int:
    return sum(1 for _ in read_table(io.BytesIO(content), name="leads.csv").rows())


def _repeated(times: int) -> io.BytesIO:
    """
    Return a workbook of a few hundred bytes with a row that stands *times* times.
    """
    cells = "".join(
        f'<table:table-cell office:value-type="string"><text:p>{text}</text:p></table:table-cell>'
        for text in ("a@x.example", "Granit", "DE")
    )
    row = f'<table:table-row table:number-rows-repeated="{times}">{cells}</table:table-row>'
    spaces = " ".join(f'xmlns:{name}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"' for name in _SPACES)
    content = (
        f'<office:document-content {spaces}><table:table table:name="L">{row}</table:table></office:document-content>'
    )
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        archive.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
        archive.writestr("content.xml", content)
    return stream


def _sheet_rows(stream: io.BytesIO) -> int:
    return sum(1 for _ in read_table(stream, name="leads.ods", workbooks=read_workbook).rows())


def _write_equal_rows(stream: BinaryIO, times: int) -> None:
    """
    Write a workbook in which one row stands *times* times below its headers.
    """
    main, links = (
        f"http://schemas.openxmlformats.org/{name}" for name in ("spreadsheetml/2006/main", "officeDocument")
    )
    texts = "".join(
        f"<si><t>{text}</t></si>" for text in ("Email", "Company", "Country", "a@x.example", "Granit", "DE")
    )
    kinds = enumerate(("worksheet", "sharedStrings"))
    targets = "".join(
        f'<Relationship Id="r{at}" Type="{links}/2006/relationships/{kind}" Target="{kind}.xml"/>' for at, kind in kinds
    )
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("[Content_Types].xml", "<Types/>")
        archive.writestr(
            "xl/workbook.xml",
            f'<workbook xmlns="{main}" xmlns:r="{links}/2006/relationships"><sheets><sheet name="L" r:id="r0"/></sheets></workbook>',
        )
        archive.writestr("xl/_rels/workbook.xml.rels", f"<Relationships>{targets}</Relationships>")
        archive.writestr("xl/sharedStrings.xml", f'<sst xmlns="{main}">{texts}</sst>')
        with archive.open("xl/worksheet.xml", "w", force_zip64=True) as sheet:
            sheet.write(f'<worksheet xmlns="{main}"><sheetData>'.encode())
            for row in range(1, times + 2):
                values = zip("ABC", (0, 1, 2) if row == 1 else (3, 4, 5), strict=True)
                cells = "".join(f'<c r="{name}{row}" t="s"><v>{value}</v></c>' for name, value in values)
                sheet.write(f'<row r="{row}">{cells}</row>'.encode())
            sheet.write(b"</sheetData></worksheet>")


def _preview(stream: BinaryIO) -> int:
    programme, store = Programme(supplier_id="bench"), MemoryStore()
    setting = Setting(
        open_unit=store.open_unit, programme=programme, clock=lambda: datetime.now(UTC), new_id=TimeOrderedIds()
    )
    desk = ImportDesk(setting, ProgramParty(name="host"), workbooks=read_workbook)
    report = desk.preview(desk.open(stream, name="leads.xlsx"))
    assert report.ok, report.problems
    return report.counts.read


def _criteria(count: int) -> bool:
    conditions = (where("city", "equals", f"city {number}") for number in range(count))
    return check_criteria(any_of(*conditions), STANDARD_SCHEMA)[0] is not None


def _template(source: str) -> int:
    return len(MiniJinjaTemplates().problems(source, {"lead": {"notes": "x" * 1_000}}, True))


def _told(what: str, run: Callable[[], object]) -> None:
    """
    Print the time, and how much more memory than before was held at the worst moment, of a process of its own.
    """
    figures, telling = _FORK.Pipe(duplex=False)
    process = _FORK.Process(target=_measure, args=(run, telling))
    process.start()
    seconds, mib = figures.recv()
    process.join()
    print(f"{what:45}{seconds:8.2f} s{mib:8.1f} MiB")


def _measure(run: Callable[[], object], telling: Connection) -> None:
    # What a process held before it was forked counts as held at its beginning.
    before, held = time.process_time(), resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    run()
    more = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - held
    telling.send((time.process_time() - before, more / 1024))


if __name__ == "__main__":
    main()
