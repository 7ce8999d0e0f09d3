"""
Observations of commits and of the database.
"""

from __future__ import annotations

from attrs import frozen

__all__ = ["CommitRetried", "DatabaseMigrated"]


@frozen(kw_only=True)
class CommitRetried:
    """
    Somebody else wrote first, so something is planned again.

    Attributes:
        supplier_id: Whose records they are.
        attempt: The try that lost, from 1.
        what: The kind of record that had changed, such as ``lead``.
        lead_id: The lead; None if it is not known, or if it was not a lead.
    """

    supplier_id: str
    attempt: int
    what: str
    lead_id: str | None = None


@frozen(kw_only=True)
class DatabaseMigrated:
    """
    The tables of an earlier version were brought up to date by one migration.

    Attributes:
        number, name: Of the migration.
    """

    number: int
    name: str
