"""
Laws of reading cells: a column read at once says what its cells say one by one.
"""

from __future__ import annotations

from collections import defaultdict
from datetime import UTC

from hypothesis import given
from hypothesis import strategies as st
from tests.core.builders import SCHEMA
from tests.laws.strategies import examples

from leadflow.core.columns.suggestions import Polarity
from leadflow.core.fields import AnyField
from leadflow.core.importing.drafting_cells import Found, column_reader, read_cell, read_options
from leadflow.core.importing.mapping import Column
from leadflow.core.kinds import BOOLEAN

texts = st.one_of(
    st.text(max_size=20),
    st.sampled_from(
        ["", " ", "a@x.de", "A@X.DE ", "a@x.de; b@x.de", "Ann <a@x.de>", "'+49 30 1", "'=1", "+49 30 1", "tel:1", "12"]
    ),
    st.sampled_from(
        ["yes", "no", "x.de", "https://x.de/a b", "javascript:x", "2026-01-31", "3/4/2026", "a;b", ";", "O'Neill"]
    ),
    st.sampled_from(
        [
            "a\nb",
            "a\x00b",
            "\x07",
            "EUR 5",
            "1,234",
            "Germany",
            "one",
            "\u00a0a@x.de",
            "１２",
            "n/a",
            "-",
            "N/A",
            "69001.0",
            "1.5E+5",
            "a\u200bb",
            "ann\uff20x.de",
        ]
    ),
)
fields = st.sampled_from([one for one in SCHEMA.leads.values() if not one.record])


@given(
    cells=st.lists(texts, max_size=8).flatmap(lambda some: st.just(some * 5) | st.just(some)),
    declared=fields,
    polarity=st.sampled_from(Polarity),
)
@examples(600)
def test_a_column_reads_as_its_cells(cells: list[str], declared: AnyField, polarity: Polarity) -> None:
    """
    A column of cells is read like its single cells.
    """
    column = Column(header="H", target=declared.name, polarity=polarity if declared.kind is BOOLEAN else Polarity.SAME)
    found: Found = defaultdict(list)
    values = column_reader(column, declared, zone=UTC, mark_of=None)(cells, found)
    single = [read_cell(cell, column, declared, read_options(column, declared, UTC)) for cell in cells]

    assert {at: problems for at, (_, problems) in enumerate(single) if problems} == found
    assert [value for value, _ in single] == values
