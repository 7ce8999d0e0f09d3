"""
Charts: pictures of reports, as SVG.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from html import escape
from typing import Final

from attrs import field, frozen

from leadflow.core.views.text_room import cut, room_of

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
_FONT: Final = 13
_BOLD: Final = 1.16
"""
So much wider a title is than other texts.
"""

_REFUSED: Final = re.compile(r"[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")

# The colour of bars has enough contrast on white and on black; texts have the colour of the page around them. Where the
# picture is a file of its own, they and what is behind them are of the reader's colour scheme, and on paper black on white.
_STYLE: Final = (
    "svg:root{color-scheme:light dark;color:CanvasText;background:Canvas}"
    ".leadflow-chart text{font:13px system-ui,sans-serif;fill:currentColor;unicode-bidi:plaintext}"
    ".leadflow-chart .title{font-weight:600}.leadflow-chart .end{text-anchor:end}"
    ".leadflow-chart rect{fill:#3a7bbf;print-color-adjust:exact;-webkit-print-color-adjust:exact}"
    ".leadflow-chart line{stroke:currentColor;stroke-opacity:.4}"
    "@media print{svg.leadflow-chart{background:#fff;print-color-adjust:exact;-webkit-print-color-adjust:exact}"
    ".leadflow-chart text{fill:#000}.leadflow-chart line{stroke:#000}}"
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
    room = _WIDTH - _LABEL - 16 - max((_pixels(_number(number, percent)) for _, number in shown), default=0)
    lines = []
    for at, (label, number) in enumerate(shown):
        y = _TOP + at * _LINE
        width = max(number, 0) / largest * max(room, _LINE)
        lines.append(
            f"<g><title>{_said(label)}: {_number(number, percent)}</title>"
            f'<text x="{_LABEL - 10}" y="{y + 15}" class="end">{_line(label, (_LABEL - 14) / _FONT)}</text>'
            f'<rect x="{_LABEL}" y="{y + 3}" width="{width:.1f}" height="{_LINE - 8}" rx="2"/>'
            f'<text x="{_LABEL + width + 6:.1f}" y="{y + 15}">{_number(number, percent)}</text></g>'
        )
    if more > 0:
        lines.append(f'<text x="{_LABEL}" y="{_TOP + len(shown) * _LINE + 15}">+ {more:,}</text>')
    told = [f"{label}: {_number(number, percent)}" for label, number in shown] + [f"+ {more:,}"] * (more > 0)
    return _chart(title, _TOP + (len(shown) + (more > 0)) * _LINE + 8, lines, "; ".join(told))


def column_chart(title: str, columns: Sequence[tuple[str, float]]) -> Chart:
    """
    Draw a column for each of *columns*, from left to right, with the first and the last label and the largest number.

    Args:
        title: What it shows.
        columns: Label and number of each, none below zero.
    """
    largest = max((number for _, number in columns), default=0)
    left = max(50, int(_pixels(_number(largest, False))) + 12)
    step = (_WIDTH - 10 - left) / max(len(columns), 1)
    bottom = _TOP + _HEIGHT
    lines = [
        f'<line x1="{left}" y1="{bottom}" x2="{_WIDTH - 10}" y2="{bottom}"/>',
        f'<text x="{left - 6}" y="{_TOP + 10}" class="end">{_number(largest, False)}</text>',
        f'<text x="{left - 6}" y="{bottom}" class="end">0</text>',
    ]
    gap = 1 if step > 4 else 0
    for at, (label, number) in enumerate(columns):
        height = number / largest * _HEIGHT if largest else 0
        lines.append(
            f'<rect x="{left + at * step:.2f}" y="{bottom - height:.1f}" width="{step - gap:.2f}" '
            f'height="{height:.1f}" shape-rendering="crispEdges"><title>{_said(label)}: {_number(number, False)}</title></rect>'
        )
    lines += _ends(columns, left, bottom + 18)
    return _chart(title, bottom + 28, lines, _told(columns))


def _ends(columns: Sequence[tuple[str, float]], left: int, y: int) -> list[str]:
    """
    Return the labels of the first and the last column; each has half of the room.
    """
    room = ((_WIDTH - 10 - left) / 2 - 6) / _FONT
    ends = ((left, "start", columns[:1]), (_WIDTH - 10, "end", columns[1:][-1:]))
    return [
        f'<text x="{x}" y="{y}" class="{side}">{_line(label, room)}</text>' for x, side, one in ends for label, _ in one
    ]


def _told(columns: Sequence[tuple[str, float]]) -> str:
    """
    Return the figures of a few columns, and of many those of the first, the largest between, and the last.
    """
    if len(columns) > MOST_BARS:
        columns = (columns[0], max(columns[1:-1], key=lambda one: one[1]), columns[-1])
    return "; ".join(f"{label}: {_number(number, False)}" for label, number in columns)


def drawn(charts: Sequence[Chart]) -> str:
    """
    Return HTML with all of *charts*, one below the other, as notebooks show it.
    """
    return "".join(f"<div>{one.svg}</div>" for one in charts)


def _chart(title: str, height: int, lines: Sequence[str], told: str) -> Chart:
    svg = (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {_WIDTH} {height}" width="{_WIDTH}" height="{height}" '
        f'class="leadflow-chart" role="img" aria-label="{_said(title)}" style="max-width:100%;height:auto">'
        f"<desc>{_said(told)}</desc><style>{_STYLE}</style>"
        f'<text x="10" y="20" class="title">{_line(title, (_WIDTH - 20) / _FONT / _BOLD)}</text>{"".join(lines)}</svg>'
    )
    return Chart(title, svg)


def _pixels(text: str) -> float:
    return room_of(text) * _FONT


def _line(text: str, room: float) -> str:
    """
    Return as much of *text* as there is room for, as it is written in XML.
    """
    return escape(cut(_REFUSED.sub("\ufffd", text), room))


def _said(text: str) -> str:
    """
    Return *text* as it is written in XML, which has no place for some characters.
    """
    return escape(_REFUSED.sub("\ufffd", text))


def _number(number: float, percent: bool) -> str:
    if percent:
        return f"{number:.0%}"
    return f"{number:,.0f}" if number == int(number) else f"{number:,.1f}"
