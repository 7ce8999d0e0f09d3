"""
Laws of reading texts.
"""

from __future__ import annotations

import csv
import io
from io import BytesIO

from hypothesis import assume, example, given
from hypothesis import strategies as st

from leadflow.core.tables import TableLimits, TableOptions, read_table

# A text full of control characters is taken for something else.
CONTROLS = "".join(map(chr, [*range(1, 9), *range(14, 32)]))
CELLS = st.text(st.characters(codec="utf-8", exclude_characters="\ufffd" + CONTROLS), max_size=12)
HOSTILE = st.lists(
    st.sampled_from(
        [b'"', b",", b";", b"\n", b"\r", b"\0", b"a", b" ", b"\xff", b"\xc3", b"sep=;", b"@b.co", b"\t", b"|"]
    ),
    max_size=60,
).map(b"".join)


@given(
    rows=st.lists(st.tuples(CELLS, CELLS, CELLS), max_size=8),
    delimiter=st.sampled_from(",;\t|~"),
    encoding=st.sampled_from(["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be"]),
    end=st.sampled_from(["\n", "\r\n", "\r"]),
    all_quoted=st.booleans(),
)
def test_what_a_writer_wrote_is_read_back(
    rows: list[tuple[str, str, str]], delimiter: str, encoding: str, end: str, all_quoted: bool
) -> None:
    """
    With the delimiter and the encoding known, every row that is not blank comes back as it was written.
    """
    rows = [row for row in rows if any(map(str.strip, row)) and any(map(str.strip, row[1:]))]
    text = io.StringIO(newline="")
    # The writer leaves a line break of another kind than its own without quotes.
    if all_quoted or end != "\r\n":
        writer = csv.writer(text, delimiter=delimiter, lineterminator=end, quoting=csv.QUOTE_ALL)
    else:
        writer = csv.writer(text, delimiter=delimiter, lineterminator=end)
    writer.writerows([("alpha", "beta", "gamma"), *rows])
    options = TableOptions(encoding=encoding.removesuffix("-sig"), delimiter=delimiter, header_row=1)
    table = read_table(BytesIO(text.getvalue().encode(encoding)), options=options)

    assert table.headers == ("alpha", "beta", "gamma")
    assert [tuple(row.cells) for row in table.rows()] == rows


@given(data=st.binary(max_size=300) | HOSTILE)
@example(data=b"PK\x03\x04xl/workbook.xml")
@example(data=b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1")
def test_no_bytes_raise(data: bytes) -> None:
    """
    Any bytes give a table with consistent rows.
    """
    limits = TableLimits(max_cell=20, max_row=50, max_columns=6)
    for table in (read_table(BytesIO(data), limits=limits), read_table(BytesIO(data))):
        before = (table.header_row, 0)
        for row in table.rows():
            assert len(row.cells) == len(table.headers)
            assert row.number > before[0]
            assert row.line > before[1]
            before = (row.number, row.line)


@given(data=HOSTILE)
def test_rows_are_the_same_each_time(data: bytes) -> None:
    """
    Reading changes nothing.
    """
    table = read_table(BytesIO(data))

    assert list(table.rows()) == list(table.rows())


@given(lines=st.lists(st.lists(st.sampled_from("ab ,\t\x0b\x85\u2028\0"), max_size=12).map("".join), max_size=8))
def test_without_quotes_it_agrees_with_the_standard_library(lines: list[str]) -> None:
    """
    The short way for lines without quotes gives what `csv.reader` gives.
    """
    text = "\n".join(["h,i", *lines, ""])
    assume(text.strip())
    table = read_table(BytesIO(text.encode()), options=TableOptions(encoding="utf-8", delimiter=",", header_row=1))
    assume("footer_skipped" not in {problem.code for problem in table.problems})
    told = {row.number: list(row.cells) for row in table.rows() if not row.problem}
    width = len(table.headers)
    expected = {
        number: (cells + [""] * width)[:width]
        for number, cells in enumerate(csv.reader(io.StringIO(text, newline="")), 1)
        if number > 1 and any(map(str.strip, cells)) and not any(map(str.strip, cells[width:]))
    }

    assert told == expected
