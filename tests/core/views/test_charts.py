"""
Charts of reports.
"""

from __future__ import annotations

from xml.etree import ElementTree

from hypothesis import given
from hypothesis import strategies as st

from leadflow.core.views import bar_chart, column_chart
from leadflow.core.views.charts import MOST_BARS
from leadflow.testing.strategies import nasty_texts

NUMBERS = st.integers(0, 10**12) | st.floats(0, 10**12)
BARS = st.lists(st.tuples(nasty_texts() | st.text(), NUMBERS), max_size=40)


@given(bars=BARS, percent=st.booleans())
def test_bars_are_well_formed_and_within_the_picture(bars: list[tuple[str, float]], percent: bool) -> None:
    """
    Whatever a label says, the picture is well-formed XML without scripts, and no bar leaves it.
    """
    chart = bar_chart("Leads", bars, percent=percent)
    root = ElementTree.fromstring(chart.svg)
    shown = root.findall(".//{*}rect")
    assert len(shown) == min(len(bars), MOST_BARS)
    assert all(0 <= float(one.get("width", "")) <= 640 - 230 for one in shown)
    assert not root.findall(".//{*}script")


@given(columns=BARS)
def test_columns_fit_their_room(columns: list[tuple[str, float]]) -> None:
    """
    The largest column fills the height, and one of zero has none.
    """
    chart = column_chart("Days", columns)
    heights = [float(one.get("height", "")) for one in ElementTree.fromstring(chart.svg).findall(".//{*}rect")]
    assert all(0 <= one <= 160 for one in heights)


def test_the_rest_is_counted() -> None:
    """
    Bars that have no room are counted in the last line.
    """
    assert "+ 5<" in bar_chart("Leads", [(str(one), one) for one in range(25)]).svg


def test_style_is_the_picture_s_own() -> None:
    """
    In a page the picture changes nothing around it: each rule is for its own class, or for a picture that stands alone;
    in print, texts are black.
    """
    svg = bar_chart("Leads", [("a", 1)]).svg
    style = svg.split("<style>")[1].split("</style>")[0]
    selectors = [rule.split("{")[0] for rule in style.replace("@media print{", "").split("}") if rule]
    assert all(part.startswith((".leadflow-chart ", "svg:root")) for one in selectors for part in one.split(","))


def test_labels_are_escaped_and_in_no_repr() -> None:
    """
    A label is text, and not part of what a chart prints of itself.
    """
    chart = bar_chart("Leads", [("<script>alert(1)</script> Canaryson", 1)])
    assert "<script" not in chart.svg
    assert "Canaryson" in chart.svg
    assert "Canaryson" not in repr(chart)


def test_long_labels_are_cut_by_the_room_they_take() -> None:
    """
    A label ends with an ellipsis where its room does; characters of double width take twice of it.
    """
    assert ">" + "a" * 25 + "…<" in bar_chart("Leads", [("a" * 40, 1)]).svg
    assert ">" + "株" * 12 + "…<" in bar_chart("Leads", [("株" * 40, 1)]).svg
    assert ">" + "株" * 13 + "<" in bar_chart("Leads", [("株" * 13, 1)]).svg
