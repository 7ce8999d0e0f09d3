"""
The progress of an import, saved with every chunk.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from attrs import evolve, field, frozen

from leadflow.core.problems import Problem
from leadflow.core.unknown import KeepsUnknown

__all__ = ["Counts", "ImportProgress", "RefusedRow", "RefusedRows", "RowProblem"]


@frozen(kw_only=True)
class Counts:
    """
    How many rows went where.

    Attributes:
        read: Every row with data. ``read == imported + updated + duplicates + refused``.
        imported: Became leads. ``imported == assigned + unassigned``.
        assigned: Became leads at a partner.
        unassigned: Became leads without a partner.
        updated: Changed a lead that was there.
        duplicates: Were there already and were skipped.
        refused: Have problems that a person has to correct.
        blank: Rows without any text between those that were read and after them; they are in no other count.
    """

    read: int = 0
    imported: int = 0
    assigned: int = 0
    unassigned: int = 0
    updated: int = 0
    duplicates: int = 0
    refused: int = 0
    blank: int = 0

    def __add__(self, other: Counts) -> Counts:
        return Counts(
            read=self.read + other.read,
            imported=self.imported + other.imported,
            assigned=self.assigned + other.assigned,
            unassigned=self.unassigned + other.unassigned,
            updated=self.updated + other.updated,
            duplicates=self.duplicates + other.duplicates,
            refused=self.refused + other.refused,
            blank=self.blank + other.blank,
        )


@frozen(kw_only=True)
class ImportProgress(KeepsUnknown):
    """
    How far an import has come. It is written with each chunk, so that a crash loses no row and doubles none.

    Attributes:
        import_id: Which import.
        chunk: Number of the latest chunk, from 1. A store refuses one that does not follow the stored one.
        last_row: Number of the last row that is done, as a spreadsheet shows it.
        digest: Of the file, the mapping and the settings: nothing else is imported under this id. Empty in what
            earlier versions wrote.
        begun: Number of the chunk after which this run begins; above 0 once the import was undone.
        counts: Of all chunks of this run so far.
        by_partner: How many leads each partner got, by partner id.
        messages: How many messages were written.
        started_at, modified_at: In UTC.
        finished: True once there is no row left.
        again_from: Number of the chunk after which the refused rows are that are judged again, up to *begun*; None if
            none are. *last_row* is the last one that was.
        partner_id: The partner whose people import, of whose leads the supplier knows nothing; None for the supplier's.
    """

    import_id: str
    chunk: int
    last_row: int
    digest: str = ""
    begun: int = 0
    counts: Counts = field(factory=Counts)
    by_partner: Mapping[str, int] = field(factory=dict)
    messages: int = 0
    started_at: datetime
    modified_at: datetime
    finished: bool = False
    again_from: int | None = None
    partner_id: str | None = None

    @property
    def over(self) -> bool:
        """
        True if there is nothing left to do.
        """
        return self.finished and self.again_from is None

    @property
    def untouched(self) -> bool:
        """
        True if this run has done nothing yet.
        """
        return self.chunk == self.begun

    def again(self) -> ImportProgress:
        """
        Return the progress of a finished import whose refused rows are judged again.
        """
        return evolve(self, again_from=self.begun, begun=self.chunk, last_row=0)

    def undone(self, now: datetime) -> ImportProgress:
        """
        Return the progress of an import that was undone: the next run begins with the first row.
        """
        return ImportProgress(
            import_id=self.import_id,
            chunk=self.chunk + 1,
            last_row=0,
            digest=self.digest,
            begun=self.chunk + 1,
            partner_id=self.partner_id,
            started_at=now,
            modified_at=now,
            unknown=self.unknown,
        )


@frozen(kw_only=True)
class RowProblem(Problem):
    """
    One thing that is wrong with a row.

    Attributes:
        row, line: As a spreadsheet and as a text editor count.
        header: Of the column, in its current state in the file; None if it is about the row as a whole.
        field: Where the column goes; None as above.
    """

    row: int
    line: int
    header: str | None = None
    field: str | None = None


@frozen
class RefusedRow:
    """
    A refused row, with its problems.

    Attributes:
        number: As a spreadsheet shows it; the header is row 1 of most files.
        line: The line of the text file in which it begins.
        problems: With places such as ``row 7, Email``. They are stored without their values.
        cells: As they were read; empty where they were not kept.
    """

    number: int
    line: int
    problems: tuple[RowProblem, ...] = field(repr=False)
    cells: tuple[str, ...] = field(default=(), repr=False)


@frozen(kw_only=True)
class RefusedRows(KeepsUnknown):
    """
    The rows of one chunk of an import that became no lead, as they are stored with it.

    Attributes:
        import_id: Which import.
        chunk: Number of the chunk, from 1.
        rows: By ascending number, without their cells.
    """

    import_id: str
    chunk: int
    rows: tuple[RefusedRow, ...]
