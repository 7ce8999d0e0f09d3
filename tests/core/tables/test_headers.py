"""
Which row holds the headers, where the rows after it say little.
"""

from __future__ import annotations

import io

import pytest

from leadflow.core.tables import read_table


@pytest.mark.parametrize(
    "rows",
    [
        ["a@x.de,,,", "bad,DE,,", "a@x.de,DE,,", "a@x.de,DE,,"],
        ["Ann,,,", "Bob,DE,,", "Cyd,DE,,", "Dan,DE,,"],
        [",,,", "Bob,DE,,", "Cyd,DE,,", "Dan,DE,,"],
    ],
)
def test_a_first_lead_that_says_little_is_no_title(rows: list[str]) -> None:
    """
    The first row stays the header, whatever the rows after it leave blank.
    """
    table = read_table(io.BytesIO("\n".join(["Email,Country,City,Notes", *rows]).encode()))

    assert ("Email", "Country", "City", "Notes") == table.headers
