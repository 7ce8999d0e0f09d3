"""
Charts of reports.
"""

from __future__ import annotations

from xml.etree import ElementTree

import pytest
from hypothesis import given
from hypothesis import strategies as st

from leadflow.core.views import Chart, bar_chart, column_chart
from leadflow.core.views.charts import MOST_BARS
from leadflow.core.views.text_room import room_of
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
    assert all(
        part.startswith((".leadflow-chart ", "svg.leadflow-chart", "svg:root"))
        for one in selectors
        for part in one.split(",")
    )


def test_labels_are_escaped_and_in_no_repr() -> None:
    """
    A label is text, and not part of what a chart prints of itself.
    """
    chart = bar_chart("Leads", [("<script>alert(1)</script> Canaryson", 1)])
    assert "<script" not in chart.svg
    assert "Canaryson" in chart.svg
    assert "Canaryson" not in repr(chart)


@pytest.mark.parametrize("one", ["a", "W", "株", "😀", "Щ", "é", "ل", "i"])
def test_long_labels_are_cut_by_the_room_they_take(one: str) -> None:
    """
    A label ends with an ellipsis where its room does, which is nearer for wide letters; a short one stays whole.
    """
    (shown, *_) = texts_of(bar_chart("Leads", [(one * 60, 1)]))
    assert shown == one * (len(shown) - 1) + "…"
    assert 14.4 < room_of(shown) <= 16.7
    assert texts_of(bar_chart("Leads", [(one * 11, 1)]))[0] == one * 11


def texts_of(chart: Chart) -> list[str]:
    """
    Return what is written in a picture below its title.
    """
    return ["".join(one.itertext()) for one in ElementTree.fromstring(chart.svg).findall(".//{*}text")][1:]


@given(bars=BARS, title=nasty_texts())
def test_nothing_that_is_written_leaves_the_picture(bars: list[tuple[str, float]], title: str) -> None:
    """
    Whatever labels, numbers and the title are, each text begins and ends inside.
    """
    for chart in (bar_chart(title, bars), column_chart(title, bars)):
        for text in ElementTree.fromstring(chart.svg).findall(".//{*}text"):
            room = room_of("".join(text.itertext())) * 13 * (1.16 if text.get("class") == "title" else 1)
            x = float(text.get("x", "")) - (room if text.get("class") == "end" else 0)
            assert x >= 0
            assert x + room <= 640


def test_screen_readers_are_told_the_figures() -> None:
    """
    The description has each figure of a few, and says of many columns where they begin, end and are largest.
    """

    def told(chart: Chart) -> str | None:
        return ElementTree.fromstring(chart.svg).findtext("{*}desc")

    assert (
        told(bar_chart("Rate", [("Nordlys & Co", 0.5), ("Globex", 1)], percent=True))
        == "Nordlys & Co: 50%; Globex: 100%"
    )
    assert told(bar_chart("Leads", [(str(one), one) for one in range(22)])) == "; ".join(
        [*(f"{one}: {one}" for one in range(20)), "+ 2"]
    )
    assert told(column_chart("Days", [("Mon", 1), ("Tue", 2)])) == "Mon: 1; Tue: 2"
    assert (
        told(column_chart("Days", [(f"day {one}", one % 50) for one in range(99)]))
        == "day 0: 0; day 49: 49; day 98: 48"
    )


def test_many_columns_touch() -> None:
    """
    Those of a year have all of their room, and are no faint lines.
    """
    columns = ElementTree.fromstring(column_chart("Days", [(str(one), 1) for one in range(365)]).svg).findall(
        ".//{*}rect"
    )
    places = [float(one.get("x", "")) for one in columns]
    assert all(float(one.get("width", "")) == pytest.approx(places[1] - places[0], abs=0.02) for one in columns)
