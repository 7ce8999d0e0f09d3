"""
Detects the delimiter of a text.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import islice
from typing import Final

from attrs import frozen

from leadflow.core.tables.quoting import Quoted, read_quoted

__all__ = ["CsvDialect", "detect_dialect", "records_of"]

_CANDIDATES: Final = (",", ";", "\t", "|")
_DECLARED: Final = re.compile('\ufeff?"?sep=(.)"?[\r\n]*', re.IGNORECASE)
_JUDGED: Final = 100
_LONGEST: Final = 1 << 17


@frozen(kw_only=True)
class CsvDialect:
    """
    How a text is cut into cells.

    Attributes:
        loose: Blanks between a delimiter and a quote do not count.
        declared: The first line, ``sep=;``, only names the delimiter; a spreadsheet does not show it.
    """

    delimiter: str
    loose: bool = False
    declared: bool = False


def detect_dialect(lines: Sequence[str], *, hint: str | None = None) -> CsvDialect:
    """
    Detect the delimiter from the first *lines* of a text; a comma by default.

    A delimiter is good when it cuts most records, and the first one, into the same number of cells after quotes are
    heeded. Counting characters would take the commas of notes for columns.
    """
    declared = _DECLARED.fullmatch(lines[0]) if lines else None
    rest = lines[1:] if declared else lines
    if hint is not None or declared:
        delimiter = hint if hint is not None else declared[1] if declared else ","
        return CsvDialect(delimiter=delimiter, loose=_is_loose(rest, delimiter), declared=declared is not None)
    best = max(_CANDIDATES, key=lambda delimiter: _score(rest, delimiter))
    return CsvDialect(delimiter=best, loose=_is_loose(rest, best))


def records_of(lines: Sequence[str], dialect: CsvDialect, *, most: int) -> Iterator[Quoted]:
    """
    Cut *lines* into records, forgivingly; blank lines are records too.
    """
    more = iter(lines)
    for line in more:
        yield read_quoted(line, more, delimiter=dialect.delimiter, loose=dialect.loose, most=most)


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


def _score(lines: Sequence[str], delimiter: str) -> float:
    lengths = _lengths(_judged(lines, CsvDialect(delimiter=delimiter)))
    several = Counter(length for length in lengths if length > 1)
    if not several:
        return 0.0
    length, times = max(several.items(), key=lambda item: (item[1], item[0]))
    first = 0.5 if lengths[0] == length else 0.0
    return times / len(lengths) + first + min(length, 50) / 100
