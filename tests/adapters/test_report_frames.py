"""
Data frames of reports.
"""

from __future__ import annotations

from datetime import date

import pytest

from leadflow.core.views import ReportTable

nw = pytest.importorskip("narwhals")


@pytest.mark.parametrize("backend", ["polars", "pandas", "pyarrow"])
def test_a_table_becomes_a_frame(backend: str) -> None:
    """
    With its columns in their order, whether it has rows or not.
    """
    pytest.importorskip(backend)
    from leadflow.adapters.frames import report_frame

    rows = ((date(2026, 3, 1), 2, None), (date(2026, 3, 2), 0, 0.5))
    table = ReportTable("by_day", ("day", "count", "rate"), rows)
    frame = nw.from_native(report_frame(table, backend=backend))  # type: ignore[arg-type]  # one of the three
    assert frame.columns == ["day", "count", "rate"]
    assert frame["count"].to_list() == [2, 0]
    empty = nw.from_native(report_frame(ReportTable("none", ("a", "b"), ()), backend=backend))  # type: ignore[arg-type]  # as above
    assert (empty.columns, len(empty)) == (["a", "b"], 0)
