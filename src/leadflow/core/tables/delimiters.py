"""
Detects the delimiter of a text.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from itertools import islice
from typing import Final

from attrs import frozen

from leadflow.core.tables.cell_judge import HEADER, CellJudge, header_cells
from leadflow.core.tables.quoting import Quoted, read_quoted, unwrapped

__all__ = ["NEVER_WRITTEN", "CsvDialect", "declared_delimiter", "detect_dialect", "records_of"]

_CANDIDATES: Final = (",", ";", "\t", "|")
_DECLARED: Final = re.compile('\ufeff?"?sep=(.)"?[\r\n]*', re.IGNORECASE)
_JUDGED: Final = 300
NEVER_WRITTEN: Final = "\x1f"
"""
A delimiter that cuts nothing.
"""

_MOST_TITLES: Final = 20
_LONGEST: Final = 1 << 17


@frozen(kw_only=True)
class CsvDialect:
    """
    How a text is cut into cells.

    Attributes:
        loose: Blanks between a delimiter and a quote do not count.
        declared: The first line, ``sep=;``, only names the delimiter; a spreadsheet does not show it.
        wrapped: Lines are quoted once more as a whole: ``"a,""b, c"",d"``.
    """

    delimiter: str
    loose: bool = False
    declared: bool = False
    wrapped: bool = False


def detect_dialect(
    lines: Sequence[str],
    *,
    hint: str | None = None,
    judge: CellJudge | None = None,
    later: Callable[[], Sequence[Sequence[str]]] = tuple,
) -> CsvDialect:
    """
    Detect the delimiter from the first *lines* of a text, and from others if those leave a doubt; a comma by default.

    A delimiter is good when it cuts most records, and the first one, into the same number of cells after quotes are
    heeded. Counting characters would take the commas of notes for columns. A list of one column has marks in single
    values: it is not cut.

    Args:
        hint: The delimiter, if somebody named it.
        judge: Knows headers.
        later: Reads lines from several places further down; asked only if several delimiters cut the first ones.
    """
    declared = declared_delimiter(lines[0]) if lines else ""
    rest = lines[1:] if declared else lines
    if hint is not None or declared:
        delimiter = declared if hint is None else hint
        return CsvDialect(delimiter=delimiter, loose=_is_loose(rest, delimiter), declared=bool(declared))
    best = _best(rest, later)
    if _is_one_column(_judged(rest, CsvDialect(delimiter=best)), judge):
        best = next((one for one in _CANDIDATES if not any(one in line for line in rest)), NEVER_WRITTEN)
    return CsvDialect(delimiter=best, loose=_is_loose(rest, best))


def declared_delimiter(line: str) -> str:
    """
    Return the delimiter that a line such as ``sep=;`` names; empty if it is another line.
    """
    found = _DECLARED.fullmatch(line)
    return found[1] if found else ""


def records_of(lines: Sequence[str], dialect: CsvDialect, *, most: int) -> Iterator[Quoted]:
    """
    Cut *lines* into records, forgivingly; blank lines are records too.
    """
    more = iter(lines)
    for line in more:
        record = read_quoted(line, more, delimiter=dialect.delimiter, loose=dialect.loose, most=most)
        if dialect.wrapped:
            record.cells = unwrapped(record.cells, delimiter=dialect.delimiter, loose=dialect.loose)
        yield record


def _is_one_column(records: Sequence[Quoted], judge: CellJudge | None) -> bool:
    """
    Return whether the delimiter that cut *records* is a mark within values of a single column.
    """
    lengths = _lengths(records)
    first = next((at for at, length in enumerate(lengths) if length > 1), None)
    if not first:
        return False
    several = sum(length > 1 for length in lengths[first:])
    if several * 5 < (len(lengths) - first) * 3 or (first > _MOST_TITLES and several < first):
        return True
    # A title may be called like a header; then the headers come below.
    is_headed = judge is not None and judge(records[0].cells[0]) == HEADER
    return is_headed and not any(judge and header_cells(record.cells, judge) > 1 for record in records[first:])


def _is_loose(lines: Sequence[str], delimiter: str) -> bool:
    """
    Return whether blanks before quotes are a habit of this text, and heeding them does not upset the columns.
    """
    if delimiter == " " or not any(f'{delimiter} "' in line for line in lines):
        return False
    plain, loose = (_judged(lines, CsvDialect(delimiter=delimiter, loose=loose)) for loose in (False, True))
    return any(record.spaced for record in plain) and _steadiness(_lengths(loose)) >= _steadiness(_lengths(plain))


def _judged(lines: Sequence[str], dialect: CsvDialect) -> list[Quoted]:
    records = islice(records_of(lines, dialect, most=_LONGEST), _JUDGED)
    return [record for record in records if any(map(str.strip, record.cells))]


def _lengths(records: Sequence[Quoted]) -> list[int]:
    return [len(record.cells) for record in records]


def _steadiness(lengths: Sequence[int]) -> float:
    return max(Counter(lengths).values()) / len(lengths) if lengths else 0.0


def _best(lines: Sequence[str], later: Callable[[], Sequence[Sequence[str]]]) -> str:
    scores = {delimiter: _score(delimiter, lines) for delimiter in _CANDIDATES}
    if sum(map(bool, scores.values())) > 1:
        places = later()
        scores = {delimiter: _score(delimiter, lines, *places) for delimiter, score in scores.items() if score}
    return max(scores, key=scores.__getitem__)


def _score(delimiter: str, *places: Sequence[str]) -> float:
    dialect = CsvDialect(delimiter=delimiter)
    lengths = [length for lines in places for length in _lengths(_judged(lines, dialect))]
    several = Counter(length for length in lengths if length > 1)
    if not several:
        return 0.0
    length, times = max(several.items(), key=lambda item: (item[1], item[0]))
    first = 0.5 if lengths[0] == length else 0.0
    return times / len(lengths) + first + min(length, 50) / 100
