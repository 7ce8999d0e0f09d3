"""
Exports of real systems come in by the suggestions alone, and nothing in them is lost in silence.
"""

from __future__ import annotations

import pytest
from benchmarks.first_try import figures
from benchmarks.first_try_files import files_of
from benchmarks.first_try_import import first_try
from benchmarks.mapping_accuracy import HEADERS

FILES = files_of(HEADERS)
LOCALES = sorted({file.locale for file in FILES})


@pytest.mark.parametrize("locale", LOCALES)
def test_exports_come_in_at_the_first_try(locale: str) -> None:
    """
    At least 99 of 100 rows become leads, and what a mapped column says is read or set aside.
    """
    found = figures(first_try(file) for file in FILES if file.locale == locale)

    assert found.rows_in >= 0.99 * found.rows
    assert found.cells_lost <= 0.001 * found.cells
