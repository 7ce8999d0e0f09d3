"""
Reads records with quotes, tolerantly and with warnings.
"""

from __future__ import annotations

from collections.abc import Iterator

from attrs import field, mutable

__all__ = ["Quoted", "full_alone", "read_quoted"]


@mutable(kw_only=True)
class Quoted:
    """
    A record as `read_quoted` found it.

    Attributes:
        lines: The lines it took, the first included.
        misplaced: Text follows a closing quote, as in ``"5" pipe"``.
        closed: Every quote that was opened was closed.
        ended: One was not, because the text ended.
        spaced: Blanks come before a quote at the beginning of a cell.
    """

    lines: list[str]
    cells: list[str] = field(factory=list)
    misplaced: bool = False
    closed: bool = True
    ended: bool = False
    spaced: bool = False


def read_quoted(first: str, more: Iterator[str], *, delimiter: str, loose: bool, most: int) -> Quoted:
    """
    Read the record that begins with the line *first*, taking what it needs from *more*.

    It accepts what `csv.reader` accepts when it is not strict, without a bound of the process on the size of a cell.

    Args:
        loose: Blanks before a quote do not count.
        most: Characters in quotes after which a quote counts as not closed.
    """
    record = Quoted(lines=[first])
    if '"' not in first:
        record.cells = first.rstrip("\r\n").split(delimiter)
        return record
    at = 0
    while at >= 0 and record.closed:
        text = record.lines[-1]
        start = at
        while text.startswith(" ", start):
            start += 1
        quoted = text.startswith('"', start)
        record.spaced = record.spaced or (quoted and start > at)
        if quoted and (loose or start == at):
            at = _quoted_cell(record, start + 1, more, delimiter, most)
        else:
            cell, at = _plain_end(text, at, delimiter)
            record.cells.append(cell)
    return record


def full_alone(line: str, width: int, *, delimiter: str, loose: bool) -> bool:
    """
    Return whether *line* is automatically a sound record of *width* cells.
    """
    record = read_quoted(line, iter(()), delimiter=delimiter, loose=loose, most=len(line))
    return record.closed and not record.misplaced and len(record.cells) == width and any(map(str.strip, record.cells))


def _plain_end(text: str, at: int, delimiter: str) -> tuple[str, int]:
    """
    Return the text up to the next delimiter or the line's end, and where the next cell begins; -1 if none does.
    """
    stop = text.find(delimiter, at)
    if stop < 0:
        return text[at:].rstrip("\r\n"), -1
    return text[at:stop], stop + 1


def _quoted_cell(record: Quoted, at: int, more: Iterator[str], delimiter: str, most: int) -> int:
    parts: list[str] = []
    size = 0
    while True:
        text = record.lines[-1]
        end = text.find('"', at)
        if end >= 0:
            parts.append(text[at:end])
            if not text.startswith('"', end + 1):
                break
            parts.append('"')
            at = end + 2
            continue
        parts.append(text[at:])
        size += len(text) - at
        following = next(more, None) if size <= most else None
        if following is None:
            record.closed, record.ended = False, size <= most
            break
        record.lines.append(following)
        at = 0
    if not record.closed:
        record.cells.append("".join(parts))
        return -1
    rest, after = _plain_end(text, end + 1, delimiter)
    record.misplaced = record.misplaced or bool(rest.strip())
    record.cells.append("".join(parts) + rest)
    return after
