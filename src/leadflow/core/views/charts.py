"""
Charts: pictures of reports, as SVG.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from html import escape
from typing import Final
from unicodedata import east_asian_width

from attrs import field, frozen

__all__ = ["Chart", "bar_chart", "column_chart", "drawn"]

MOST_BARS: Final = 20
"""
So many bars a chart has; the rest is counted in its last line.
"""

_WIDTH: Final = 640
_LABEL: Final = 230
_LINE: Final = 24
_TOP: Final = 34
_HEIGHT: Final = 160
_LONGEST: Final = 26
_REFUSED: Final = re.compile(r"[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")

# The colour of bars has enough contrast on white and on black; texts have the colour of the page around them, and where the
# picture is a file of its own, the one of the reader's colour scheme.
_STYLE: Final = (
    "svg:root{color-scheme:light dark;color:CanvasText}"
    ".leadflow-chart text{font:13px system-ui,sans-serif;fill:currentColor}"
    ".leadflow-chart .title{font-weight:600}.leadflow-chart .end{text-anchor:end}"
    ".leadflow-chart rect{fill:#3a7bbf;print-color-adjust:exact;-webkit-print-color-adjust:exact}"
    ".leadflow-chart line{stroke:currentColor;stroke-opacity:.4}"
    "@media print{.leadflow-chart text{fill:#000}.leadflow-chart line{stroke:#000}}"
)


@frozen
class Chart:
    """
    A picture of a report. Notebooks show it, and a page holds `svg` as it is or as a file.

    Attributes:
        title: What it shows.
        svg: An SVG document without scripts and outside references; texts in it are escaped. They may be personal, so
            it is never in a repr.
    """

    title: str = field(repr=False)
    svg: str = field(repr=False)

    def _repr_svg_(self) -> str:
        return self.svg


def bar_chart(title: str, bars: Sequence[tuple[str, float]], *, percent: bool = False) -> Chart:
    """
    Draw a line for each of *bars*: its label, a bar and the number.

    Args:
        title: What it shows.
        bars: In the order from top to bottom; only the first 20 are drawn. Numbers below zero have no bar.
        percent: True if the numbers are shares of one, and shown as percents.
    """
    shown, more = bars[:MOST_BARS], len(bars) - MOST_BARS
    largest = max((number for _, number in shown), default=0) or 1
    room = _WIDTH - _LABEL - 80
    lines = []
    for at, (label, number) in enumerate(shown):
        y = _TOP + at * _LINE
        width = max(number, 0) / largest * room
        lines.append(
            f"<g><title>{_said(label)}: {_number(number, percent)}</title>"
            f'<text x="{_LABEL - 10}" y="{y + 15}" class="end">{_said(_cut(label))}</text>'
            f'<rect x="{_LABEL}" y="{y + 3}" width="{width:.1f}" height="{_LINE - 8}" rx="2"/>'
            f'<text x="{_LABEL + width + 6:.1f}" y="{y + 15}">{_number(number, percent)}</text></g>'
        )
    if more > 0:
        lines.append(f'<text x="{_LABEL}" y="{_TOP + len(shown) * _LINE + 15}">+ {more:,}</text>')
    return _chart(title, _TOP + (len(shown) + (more > 0)) * _LINE + 8, lines)


def column_chart(title: str, columns: Sequence[tuple[str, float]]) -> Chart:
    """
    Draw a column for each of *columns*, from left to right, with the first and the last label and the largest number.

    Args:
        title: What it shows.
        columns: Label and number of each, none below zero.
    """
    largest = max((number for _, number in columns), default=0)
    step = (_WIDTH - 60) / max(len(columns), 1)
    bottom = _TOP + _HEIGHT
    lines = [
        f'<line x1="50" y1="{bottom}" x2="{_WIDTH - 10}" y2="{bottom}"/>',
        f'<text x="44" y="{_TOP + 10}" class="end">{_number(largest, False)}</text>',
        f'<text x="44" y="{bottom}" class="end">0</text>',
    ]
    for at, (label, number) in enumerate(columns):
        height = number / largest * _HEIGHT if largest else 0
        lines.append(
            f'<rect x="{50 + at * step:.2f}" y="{bottom - height:.1f}" width="{max(step - 1, 0.5):.2f}" '
            f'height="{height:.1f}"><title>{_said(label)}: {_number(number, False)}</title></rect>'
        )
    if columns:
        lines.append(f'<text x="50" y="{bottom + 18}">{_said(_cut(columns[0][0]))}</text>')
        lines.append(f'<text x="{_WIDTH - 10}" y="{bottom + 18}" class="end">{_said(_cut(columns[-1][0]))}</text>')
    return _chart(title, bottom + 28, lines)


def drawn(charts: Sequence[Chart]) -> str:
    """
    Return HTML with all of *charts*, one below the other, as notebooks show it.
    """
    return "".join(f"<div>{one.svg}</div>" for one in charts)


def _chart(title: str, height: int, lines: Sequence[str]) -> Chart:
    svg = (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {_WIDTH} {height}" width="{_WIDTH}" height="{height}" '
        f'class="leadflow-chart" role="img" aria-label="{_said(title)}" style="max-width:100%;height:auto"><style>{_STYLE}</style>'
        f'<text x="10" y="20" class="title">{_said(title)}</text>{"".join(lines)}</svg>'
    )
    return Chart(title, svg)


def _said(text: str) -> str:
    """
    Return *text* as it is written in XML, which has no place for some characters.
    """
    return escape(_REFUSED.sub("\ufffd", text))


def _number(number: float, percent: bool) -> str:
    if percent:
        return f"{number:.0%}"
    return f"{number:,.0f}" if number == int(number) else f"{number:,.1f}"


def _cut(label: str) -> str:
    """
    Return as much of *label* as there is room for; East Asian characters take the room of two.
    """
    room = _LONGEST
    for at, one in enumerate(label):
        room -= 2 if east_asian_width(one) in "WF" else 1
        if room < 0:
            return f"{label[: max(at - 1, 1)]}…"
    return label
