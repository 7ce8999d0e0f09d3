"""
The look of the default mail: what people see in the dark and in scripts from right to left.
"""

from __future__ import annotations

import re

from leadflow.core.notifications.layout import html_page

_PAGE = html_page(
    "en",
    "S",
    "I",
    (("Name", "دانا"),),
    (("Accept", "https://x.example/a"), ("Reject", "https://x.example/r")),
    None,
)


def _brightness(colour: str) -> float:
    red, green, blue = (int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5))
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def _dark(weight: str) -> dict[str, str]:
    rule = re.search(rf"prefers-color-scheme: dark.*?a\.{weight} \{{ (.*?) \}}", _PAGE, re.DOTALL)
    assert rule is not None
    return dict(re.findall(r"([a-z-]+): (#[0-9a-f]{6})", rule[1]))


def test_the_first_button_is_the_strongest_in_the_dark_too() -> None:
    """
    On a dark card it is the one that is filled and stands out; the others are outlined, and all can be read.
    """
    first, other, card = _dark("first"), _dark("other"), _brightness("#1f2937")

    assert _PAGE.index('class="button first"') < _PAGE.index('class="button other"')
    assert abs(_brightness(first["background"]) - card) > 0.4
    assert abs(_brightness(other["background"]) - card) < 0.05
    for one in (first, other):
        assert abs(_brightness(one["background"]) - _brightness(one["color"])) > 0.4


def test_each_value_is_written_in_its_own_direction() -> None:
    """
    A name in Arabic stands on the right of its cell, whatever the language of the mail.
    """
    assert re.search(r'<td dir="auto"[^>]*>دانا</td>', _PAGE)
    assert '<p dir="auto"' in _PAGE
