"""
What a table does when it is asked.
"""

from __future__ import annotations

from io import BytesIO

from leadflow.core.tables import Row, read_table

DATA = b"a,b\n1,\n2,x\n,y\n3,z\n"


def test_rows_begin_anew() -> None:
    """
    Every call reads from the first row, and two readings do not disturb each other.
    """
    table = read_table(BytesIO(DATA))
    first, second = table.rows(), table.rows()
    pairs = list(zip(first, second, strict=True))

    assert pairs == [(row, row) for row in table.rows()]
    assert len(pairs) == 4


def test_readings_of_a_large_file_do_not_disturb_each_other() -> None:
    """
    Blocks are found by their place, not by where the stream happens to stand.
    """
    table = read_table(BytesIO(b"a,b\n" + b"".join(b'%d,"x\ny"\n' % at for at in range(60_000))))
    pairs = zip(table.rows(), table.rows(), strict=True)

    assert all(left == right for left, right in pairs)


def test_samples_are_the_first_values_that_are_not_blank() -> None:
    """
    A column that begins empty has samples all the same.
    """
    table = read_table(BytesIO(DATA))

    assert table.samples(2) == (("1", "2"), ("x", "y"))


def test_row_is_a_tuple_with_names() -> None:
    """
    A row without a problem compares equal to its four parts.
    """
    row = next(read_table(BytesIO(DATA)).rows())

    assert row == Row(2, 2, ("1", ""))
    assert isinstance(row, Row)


def test_repr_holds_no_rows() -> None:
    """
    A table in a log shows headers and no data.
    """
    shown = repr(read_table(BytesIO(b"mail\nsecret@example.com\n"), name="leads.csv"))

    assert "leads.csv" in shown
    assert "secret" not in shown


def test_values_of_problems_are_not_shown() -> None:
    """
    The text of a problem names places, not what stands there.
    """
    table = read_table(BytesIO(b"a,b\n1,2\n1,2\n1,secret,3\n"))
    told = [str(row.problem) for row in table.rows() if row.problem]

    assert len(told) == 1
    assert "secret" not in told[0]
