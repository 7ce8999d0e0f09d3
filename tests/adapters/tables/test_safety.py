"""
Hostile and damaged workbooks: refused with a word, at little cost, and never an exception.
"""

from __future__ import annotations

import io
import tracemalloc
import zipfile
from collections.abc import Callable

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from leadflow.adapters.tables import archives, read_workbook
from leadflow.adapters.tables.xlsx_layouts import PlainRows
from leadflow.core.tables import TableLimits, read_table

Make = Callable[..., bytes]
Outcome = Callable[..., list[str]]

HEAD = '<row r="1"><c r="A1" t="inlineStr"><is><t>a</t></is></c></row>'


def _replaced(data: bytes, name: str, content: bytes | None) -> bytes:
    """
    Return the archive with one part exchanged, or left out.
    """
    stream = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as new:
        for part in old.namelist():
            if part != name:
                new.writestr(part, old.read(part))
        if content is not None:
            new.writestr(name, content)
    return stream.getvalue()


def test_what_unpacks_to_much_is_refused(monkeypatch: pytest.MonkeyPatch, make_xlsx: Make, outcome: Outcome) -> None:
    """
    Few bytes that unpack to many are not unpacked.
    """
    monkeypatch.setattr(archives, "_LARGE", 100_000)
    packed = make_xlsx(HEAD + " " * 1_000_000)
    tracemalloc.start()
    told = outcome(packed)
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()

    assert len(packed) < 20_000
    assert told == ["! workbook_unsafe"]
    assert peak < 1_000_000


def test_bomb_of_rows_ends_at_the_last_row_of_a_sheet(make_xlsx: Make, outcome: Outcome) -> None:
    """
    Rows beyond the limit are told in the row where it was reached; the dimension tells it before.
    """
    rows = "".join(f'<row r="{at}"><c r="A{at}"><v>1</v></c></row>' for at in range(2, 2000))
    told = outcome(make_xlsx(HEAD + rows), limits=TableLimits(max_rows=1000))

    assert told[-1] == "1001:  ! too_many_rows"
    assert len(told) == 1 + 999 + 1


def test_dimension_beyond_the_last_row_refuses_the_file(make_xlsx: Make, outcome: Outcome) -> None:
    """
    A sheet that says it has three million rows is not begun.
    """
    data = make_xlsx(HEAD)
    sheet = b'<worksheet><dimension ref="A1:B3000000"/><sheetData>' + HEAD.encode() + b"</sheetData></worksheet>"

    assert outcome(_replaced(data, "xl/worksheets/sheet1.xml", sheet)) == ["! too_many_rows"]


def test_entities_are_refused(make_xlsx: Make, outcome: Outcome) -> None:
    """
    No document type is accepted, in whatever part.
    """
    declared = '<!DOCTYPE x [<!ENTITY b "b">]>'
    data = make_xlsx(HEAD)
    book = f"{declared}<workbook/>".encode()
    shared = f"{declared}<sst><si><t>&b;</t></si></sst>".encode()

    assert outcome(make_xlsx(HEAD, before=declared)) == ["! workbook_unsafe"]
    assert outcome(_replaced(data, "xl/workbook.xml", book)) == ["! workbook_unsafe"]
    assert outcome(_replaced(data, "xl/styles.xml", book)) == ["! workbook_unsafe"]
    assert outcome(_replaced(data, "xl/sharedStrings.xml", shared)) == ["! workbook_unsafe"]


@pytest.mark.parametrize(
    "limits",
    [TableLimits(max_inflated=500), TableLimits(max_shared=20), TableLimits(max_sheets=1)],
    ids=["bytes unpacked", "shared texts", "sheets"],
)
def test_limits_are_kept(limits: TableLimits, make_xlsx: Make, outcome: Outcome) -> None:
    """
    Each bound refuses the workbook by itself.
    """
    shared = "<si><t>some text or other</t></si>" * 3

    assert outcome(make_xlsx(HEAD, HEAD, shared=shared), limits=limits) == ["! workbook_unsafe"]


def test_too_many_columns(make_xlsx: Make, outcome: Outcome) -> None:
    """
    A header far to the right does not make thousands of columns.
    """
    far = '<row r="1"><c r="A1" t="str"><v>a</v></c><c r="XFD1" t="str"><v>b</v></c></row>'

    assert outcome(make_xlsx(far))[0] == "! too_many_columns"


def test_too_large_cell(make_xlsx: Make, outcome: Outcome) -> None:
    """
    The cell is cut and its row refused.
    """
    row = f'<row r="2"><c r="A2" t="str"><v>{"x" * 99}</v></c></row>'

    assert outcome(make_xlsx(HEAD + row), limits=TableLimits(max_cell=50)) == [
        "1: a",
        f"2: {'x' * 50} ! cell_too_large",
    ]


def test_archive_of_very_many_parts(outcome: Outcome) -> None:
    """
    The directory is measured before it is loaded.
    """
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        archive.writestr("xl/workbook.xml", "")
        for at in range(20_001):
            archive.writestr(f"{at}", "")

    assert outcome(stream.getvalue()) == ["! workbook_unsafe"]


@pytest.mark.parametrize(
    "name",
    ["xl/workbook.xml", "xl/_rels/workbook.xml.rels", "xl/worksheets/sheet1.xml"],
)
@pytest.mark.parametrize(
    "content", [None, b"", b"<", b"\xff\xfe<", b"<a><b></a>"], ids=["gone", "empty", "cut", "odd", "bad"]
)
def test_damaged_part(name: str, content: bytes | None, make_xlsx: Make, outcome: Outcome) -> None:
    """
    A part that is missing or no XML is told.
    """
    assert outcome(_replaced(make_xlsx(HEAD), name, content)) == ["! workbook_unreadable"]


def test_workbook_without_styles_and_shared_texts(make_xlsx: Make, outcome: Outcome) -> None:
    """
    Parts that are not needed may be missing.
    """
    data = _replaced(_replaced(make_xlsx(HEAD), "xl/styles.xml", None), "xl/sharedStrings.xml", None)

    assert outcome(data) == ["1: a"]


def test_encrypted_part(make_xlsx: Make, outcome: Outcome) -> None:
    """
    A part packed with a password is told as such.
    """
    data = bytearray(make_xlsx(HEAD))
    at = data.rfind(b"PK\x01\x02", 0, data.rfind(b"xl/workbook.xml"))
    data[at + 8] |= 1

    assert outcome(bytes(data)) == ["! encrypted"]


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow])
@given(changes=st.lists(st.tuples(st.integers(0, 10_000), st.integers(0, 255)), max_size=6), cut=st.integers(0, 3000))
def test_no_damage_raises(changes: list[tuple[int, int]], cut: int, make_xlsx: Make) -> None:
    """
    A workbook with any bytes changed, or cut off, gives a table.
    """
    data = bytearray(make_xlsx(HEAD * 3, shared="<si><t>x</t></si>", formats=("00000",)))
    for at, byte in changes:
        data[at % len(data)] = byte
    table = read_table(io.BytesIO(bytes(data[: len(data) - cut // 30])), workbooks=read_workbook)

    assert all(len(row.cells) == len(table.headers) for row in table.rows())


MARKUP = st.lists(
    st.sampled_from(
        [
            "<c ",
            'r="A2"',
            'r="2"',
            't="s"',
            't="e"',
            ">",
            "/>",
            "<v>",
            "1",
            "</v>",
            "</c>",
            "</row>",
            "<row ",
            "<f>",
            "</f>",
            's="1"',
            "<is>",
            "<t>",
            "</t>",
            "</is>",
            "&lt;",
            "&#0;",
            "]]>",
            "<!--",
            "9" * 20,
        ]
    ),
    max_size=25,
).map("".join)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow])
@given(markup=MARKUP)
def test_no_markup_raises(markup: str, make_xlsx: Make) -> None:
    """
    Any content of a sheet gives a table.
    """
    data = make_xlsx(HEAD + f'<row r="2">{markup}</row>', shared="<si><t>x</t></si>", formats=("00000",))
    table = read_table(io.BytesIO(data), workbooks=read_workbook)

    assert all(len(row.cells) == len(table.headers) for row in table.rows())


def test_rows_of_ever_new_forms_take_no_memory() -> None:
    """
    What is kept to know a form of rows again is bounded, in number and in length.
    """
    rows = PlainRows(shared=["a"], numbers=[], max_columns=500)
    tracemalloc.start()
    try:
        for at in range(5_000):
            name = "".join(chr(97 + int(digit)) for digit in str(at)).encode()
            for filling in (b"y" * 8_000, b"y" * 40_000):
                assert ["a"] == (
                    rows.read(b'<row r="1" %b="%b"><c r="A1" t="s"><v>0</v></c>' % (name, filling)) or ["a"]
                )
        peak = tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()

    assert peak < 40_000_000
