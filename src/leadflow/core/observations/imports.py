"""
Observations of imports.
"""

from __future__ import annotations

from attrs import frozen

__all__ = ["ImportFinished", "ImportUndone", "RowsImported"]


@frozen(kw_only=True)
class RowsImported:
    """
    A chunk of an import is saved.

    Attributes:
        supplier_id, import_id: Which import.
        chunk: Its number, from 1.
        read: Its rows; the sum of the others.
        imported: Became leads.
        updated: Changed a lead that was there.
        duplicates: Were there already and were skipped.
        refused: Have problems that a person has to correct.
    """

    supplier_id: str
    import_id: str
    chunk: int
    read: int
    imported: int
    updated: int
    duplicates: int
    refused: int


@frozen(kw_only=True)
class ImportFinished:
    """
    An import has no row left.

    Attributes:
        supplier_id, import_id: Which import.
        read: The rows of all its chunks; the sum of the others.
        imported, updated, duplicates, refused: As in `RowsImported`.
    """

    supplier_id: str
    import_id: str
    read: int
    imported: int
    updated: int
    duplicates: int
    refused: int


@frozen(kw_only=True)
class ImportUndone:
    """
    An import was undone.

    Attributes:
        supplier_id, import_id: Which import.
        deactivated: How many leads were deactivated.
        gone: How many had been deactivated before.
        kept: How many stay, because somebody changed them or they were only updated.
    """

    supplier_id: str
    import_id: str
    deactivated: int
    gone: int
    kept: int
