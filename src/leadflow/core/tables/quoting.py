"""
Reads records with quotes, tolerantly and with warnings.
"""

from __future__ import annotations

from collections.abc import Iterator

from attrs import field, mutable

from leadflow.core.tables.lines import split_lines

__all__ = ["Quoted", "full_alone", "read_quoted", "unwrapped"]


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


def unwrapped(cells: list[str], *, delimiter: str, loose: bool) -> list[str]:
    """
    Return the cells within a line that is quoted as a whole, so that it was read as one cell; *cells* if it is not.
    """
    lines = split_lines(cells[0]) if len(cells) == 1 else []
    if not lines:
        return cells
    record = read_quoted(lines[0], iter(lines[1:]), delimiter=delimiter, loose=loose, most=len(cells[0]))
    return record.cells if record.closed and len(record.lines) == len(lines) else cells


def full_alone(line: str, width: int, *, delimiter: str, loose: bool, wrapped: bool) -> bool:
    """
    Return whether *line* alone is a sound record of *width* cells; *wrapped* lines are quoted as a whole.
    """
    record = read_quoted(line, iter(()), delimiter=delimiter, loose=loose, most=len(line))
    cells = unwrapped(record.cells, delimiter=delimiter, loose=loose) if wrapped else record.cells
    return record.closed and not record.misplaced and len(cells) == width and any(map(str.strip, cells))


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
