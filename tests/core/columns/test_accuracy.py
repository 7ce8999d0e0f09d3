"""
Headers of many systems in eight languages go to the field that a careful person would choose.
"""

from __future__ import annotations

from collections import Counter

import pytest
from benchmarks.mapping_accuracy import header_rows, judge_row

from leadflow.core.columns.suggesting import SKIP
from leadflow.core.columns.suggestions import targets
from leadflow.core.schema import STANDARD_SCHEMA

ROWS = header_rows()
PARTS = sorted({row["part"] for row in ROWS})
LANGUAGES = sorted({row["locale"] for row in ROWS})


def count(key: str, value: str, *, samples: bool = True) -> Counter[str]:
    """
    Return how often columns were mapped right, wrong, or left to a person, over the header rows of one kind.
    """
    chosen = [row for row in ROWS if row[key] == value]
    return Counter(verdict for row in chosen for _, _, verdict in judge_row(row, samples=samples))


@pytest.mark.parametrize("part", PARTS)
def test_every_part_is_mapped_right(part: str) -> None:
    """
    At least 97 of 100 columns go where they belong, and at most 1 of 200 goes elsewhere.
    """
    found = count("part", part)

    assert found["right"] >= 0.97 * found.total()
    assert found["wrong"] <= 0.005 * found.total()


@pytest.mark.parametrize("locale", LANGUAGES)
def test_every_language_is_mapped_right(locale: str) -> None:
    """
    No language is left behind.
    """
    found = count("locale", locale)

    assert found["right"] >= 0.97 * found.total()
    assert found["wrong"] <= 0.005 * found.total()


def test_headers_alone_are_nearly_enough() -> None:
    """
    Without a value under them the same headers are mapped nearly as well.
    """
    found = sum((count("part", part, samples=False) for part in PARTS), Counter[str]())

    assert found["right"] >= 0.97 * found.total()
    assert found["wrong"] <= 0.005 * found.total()


def test_labels_speak_of_fields_that_exist() -> None:
    """
    Every label is a field that a column can be mapped to, or SKIP.
    """
    fields = {*targets(STANDARD_SCHEMA), SKIP}
    columns = [column for row in ROWS for column in row["columns"]]
    labels = {label for column in columns for label in (column["field"], *column.get("ok", ()))}

    assert labels <= fields
    assert len({row["system"] for row in ROWS}) >= 100
    assert LANGUAGES == ["de", "en", "es", "fr", "it", "ja", "nl", "pt"]
