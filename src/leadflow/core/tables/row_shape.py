"""
What the cells of each column have in common, to distinguish a stray cell from columns that have shifted.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from attrs import frozen

__all__ = ["RowShape"]

_LEAST: Final = 2


@frozen
class RowShape:
    """
    The shape of the rows of a table.

    Attributes:
        addresses: For each column, whether every cell has an @, or none; None where some have.
        figures: For each column, whether every cell has a digit, or none; None where some have.
    """

    addresses: tuple[bool | None, ...]
    figures: tuple[bool | None, ...]

    @classmethod
    def of(cls, rows: Sequence[Sequence[str]], width: int) -> RowShape:
        """
        Return the shape of those of *rows* that have *width* cells.
        """
        sound = [row for row in rows if len(row) == width]
        columns = [[cell for row in sound if (cell := row[at].strip())] for at in range(width)]
        return cls(tuple(map(_addresses, columns)), tuple(map(_figures, columns)))

    def has_shifted(self, cells: Sequence[str]) -> bool:
        """
        Return whether a row with text beyond the last header was cut within a value, so that its columns have shifted.

        Prose has a blank behind its marks, and amounts have digits on both sides; or a cell is not as those above it.
        """
        width = len(self.addresses)
        beyond = next((cell for cell in cells[width:] if cell.strip()), "")
        last = cells[width - 1].rstrip()
        if any(cell[:1] == " " for cell in cells[1:] if cell.strip()) or (last[-1:].isdigit() and beyond[:1].isdigit()):
            return True
        return any(
            self.addresses[at] is not (None if self.addresses[at] is None else "@" in cell)
            or (self.figures[at] is False and cell.isdigit())
            or (self.figures[at] is True and not any(map(str.isdigit, cell)))
            for at, cell in enumerate(map(str.strip, cells[:width]))
            if cell
        )


def _addresses(cells: Sequence[str]) -> bool | None:
    return _common(["@" in cell for cell in cells])


def _figures(cells: Sequence[str]) -> bool | None:
    return _common([any(map(str.isdigit, cell)) for cell in cells])


def _common(found: Sequence[bool]) -> bool | None:
    return found[0] if len(found) >= _LEAST and len(set(found)) == 1 else None
