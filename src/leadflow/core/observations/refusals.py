"""
Observations of what somebody was refused, and of files that were not scanned.
"""

from __future__ import annotations

from attrs import frozen

__all__ = ["ActRefused", "ScanFailed"]


@frozen(kw_only=True)
class ActRefused:
    """
    Somebody was refused what they wanted to do.

    Attributes:
        supplier_id: At which supplier.
        act: What they wanted: the value of a `leadflow.Act`.
        code: Why: ``not_allowed`` if none of their roles allows it, or the code of the first problem.
        lead_id: With which lead; None if it was none.
    """

    supplier_id: str
    act: str
    code: str
    lead_id: str | None = None


@frozen(kw_only=True)
class ScanFailed:
    """
    A scanner could not say whether a file is clean.

    Attributes:
        supplier_id, lead_id: Where the file was to be attached.
        scanner: The class of the scanner.
        reason: What it said.
    """

    supplier_id: str
    lead_id: str
    scanner: str
    reason: str
