"""
Charts can be read: in the light, in the dark and on paper, whatever their labels are.

With LEADFLOW_BROWSER=1 (``make browser``) they are looked at in a browser; ``python -m tests.browser.pictures`` writes
down how wide it draws their texts, and with a folder keeps pictures there.
"""

from __future__ import annotations

import json
import os
from itertools import combinations
from typing import Any, Final
from xml.etree import ElementTree

import pytest
from tests.browser.packages import installed
from tests.browser.pictures import CHARTS, MEASURED, looked_at

from leadflow.core.views.text_room import room_of

WIDTHS: Final[dict[str, list[tuple[str, float]]]] = json.loads(MEASURED.read_text(encoding="utf-8"))
# What WCAG asks of texts and of marks.
TEXT, MARK = 4.5, 3.0
charts = pytest.mark.parametrize("name", CHARTS)


@charts
def test_texts_take_no_more_room_than_we_think(name: str) -> None:
    """
    What is written in each chart is what the browser measured, and it measured less than we leave room for.
    """
    texts = ElementTree.fromstring(CHARTS[name].svg).findall(".//{*}text")
    said = ["".join(one.itertext()) for one in texts]
    room = [
        room_of(text) * 13 * (1.16 if one.get("class") == "title" else 1) for text, one in zip(said, texts, strict=True)
    ]

    assert said == [text for text, _ in WIDTHS[name]]
    assert [text for (text, width), most in zip(WIDTHS[name], room, strict=True) if width > most] == []


@pytest.fixture(scope="module")
def seen() -> dict[str, Any]:
    """
    Look at the charts in a browser.
    """
    if not os.environ.get("LEADFLOW_BROWSER"):
        pytest.skip("LEADFLOW_BROWSER=1 installs a browser and looks at charts")
    reason = installed()
    if reason:
        pytest.skip(reason)
    return looked_at()


@charts
def test_texts_and_marks_stand_out(name: str, seen: dict[str, Any]) -> None:
    """
    In each way of showing the chart, from the pixels.
    """
    ways = seen[name]["contrasts"]

    assert len(ways) >= 14
    assert {way: one["texts"] for way, one in ways.items() if min(one["texts"]) < TEXT} == {}
    assert {way: one["marks"] for way, one in ways.items() if min(one["marks"], default=MARK) < MARK} == {}


@charts
def test_nothing_is_cut_off_and_nothing_overlaps(name: str, seen: dict[str, Any]) -> None:
    """
    Texts and marks are within the picture, no text is on another, and none on a mark.
    """
    texts, marks = seen[name]["texts"], seen[name]["marks"]
    width, height = seen[name]["room"]
    pairs = [*combinations(texts, 2), *((text, mark) for text in texts for mark in marks)]

    assert [
        one
        for one in (*texts, *marks)
        if min(one["x"], one["y"]) < 0 or one["x"] + one["width"] > width or one["y"] + one["height"] > height
    ] == []
    assert [
        (one, other)
        for one, other in pairs
        if _overlap(one, other, "x", "width") and _overlap(one, other, "y", "height")
    ] == []


def _overlap(one: dict[str, float], other: dict[str, float], at: str, size: str) -> bool:
    # A line of text is a little higher than its letters.
    return one[at] < other[at] + other[size] - 3 and other[at] < one[at] + one[size] - 3


@charts
def test_screen_readers_say_what_is_shown(name: str, seen: dict[str, Any]) -> None:
    """
    The name is the title, and the description has the figures.
    """
    told = ElementTree.fromstring(CHARTS[name].svg).findtext("{*}desc") or None

    assert seen[name].get("name", "").strip() == CHARTS[name].title.strip()
    assert seen[name].get("description") == told
