"""
Workbooks made by hand, and how the outcome of reading one is written down.
"""

from __future__ import annotations

import zipfile
from collections.abc import Callable
from io import BytesIO

import pytest

from leadflow.adapters.tables import read_workbook
from leadflow.core.tables import Row, TableLimits, TableOptions, read_table

MAIN = 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'
LINKED = 'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"'
LINK = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PACKAGE = 'xmlns="http://schemas.openxmlformats.org/package/2006/relationships"'


def _links(*targets: str) -> str:
    items = "".join(
        f'<Relationship Id="r{at}" Type="{LINK}/{kind}" Target="{target}"/>'
        for at, (kind, _, target) in enumerate((target.partition("=") for target in targets), 1)
    )
    return f"<Relationships {PACKAGE}>{items}</Relationships>"


def _written(row: Row) -> str:
    told = f" ! {row.problem.code}" if row.problem else ""
    return f"{row.number}: {'|'.join(row.cells)}{told}"


@pytest.fixture
def make_xlsx() -> Callable[..., bytes]:
    """
    Return a workbook with the markup of these sheets' data, shared texts, format codes and states.
    """

    def make(
        *sheets: str,
        shared: str = "",
        formats: tuple[str, ...] = (),
        states: tuple[str, ...] = (),
        book: str = "",
        before: str = "",
        prefix: str = "",
    ) -> bytes:
        kinds = [f"worksheet=worksheets/sheet{at}.xml" for at in range(1, len(sheets) + 1)]
        listed = "".join(
            f'<sheet name="S{at}" sheetId="{at}" r:id="r{at}" {f"state={states[at - 1]!r}" if states else ""}/>'
            for at in range(1, len(sheets) + 1)
        )
        codes = "".join(f'<numFmt numFmtId="{200 + at}" formatCode="{code}"/>' for at, code in enumerate(formats))
        styles = "".join(f'<xf numFmtId="{200 + at}"/>' for at in range(len(formats)))
        parts = {
            "_rels/.rels": _links("officeDocument=xl/workbook.xml"),
            "xl/workbook.xml": f"<workbook {MAIN} {LINKED}>{book}<sheets>{listed}</sheets></workbook>",
            "xl/_rels/workbook.xml.rels": _links(*kinds, "sharedStrings=sharedStrings.xml", "styles=styles.xml"),
            "xl/sharedStrings.xml": f"<sst {MAIN}>{shared}</sst>",
            "xl/styles.xml": f"<styleSheet {MAIN}><numFmts>{codes}</numFmts><cellStyleXfs><xf numFmtId='9'/></cellStyleXfs>"
            f"<cellXfs><xf numFmtId='0'/>{styles}</cellXfs></styleSheet>",
        }
        mark = f"{prefix}:" if prefix else ""
        space = f'xmlns:{prefix}="x"' if prefix else MAIN
        for at, data in enumerate(sheets, 1):
            parts[f"xl/worksheets/sheet{at}.xml"] = (
                f'<?xml version="1.0"?>{before}<{mark}worksheet {space}>'
                f"<{mark}sheetData>{data}</{mark}sheetData></{mark}worksheet>"
            )
        stream = BytesIO()
        with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
            for name, text in parts.items():
                archive.writestr(name, text)
        return stream.getvalue()

    return make


@pytest.fixture
def outcome() -> Callable[..., list[str]]:
    """
    Read bytes; give the codes of the file's problems, the header's row, and each row with its number and code.
    """

    def read(data: bytes, options: TableOptions | None = None, limits: TableLimits | None = None) -> list[str]:
        table = read_table(
            BytesIO(data), options=options or TableOptions(), limits=limits or TableLimits(), workbooks=read_workbook
        )
        told = [f"! {problem.code}" for problem in table.problems]
        header = [f"{table.header_row}: {'|'.join(table.headers)}"] if table.headers else []
        return [*told, *header, *map(_written, table.rows())]

    return read
