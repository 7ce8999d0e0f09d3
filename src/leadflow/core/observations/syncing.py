"""
Observations of the exchange with other systems.
"""

from __future__ import annotations

from attrs import frozen

__all__ = ["ErrandDied", "SystemWaits"]


@frozen(kw_only=True)
class SystemWaits:
    """
    Nothing is asked of another system for now.

    Attributes:
        supplier_id: Whose connection.
        connection: The name of the connection.
        code: Why: what the system said, or ``quota_used_up``.
        blocked: True if somebody has to correct something, such as credentials.
        seconds: For how long.
    """

    supplier_id: str
    connection: str
    code: str
    blocked: bool
    seconds: int


@frozen(kw_only=True)
class ErrandDied:
    """
    A lead could not be brought to another system, and is not tried again until it is requeued.

    Attributes:
        supplier_id: Whose connection.
        connection: The name of the connection.
        lead_id: Which lead.
        codes: What the system said, with names of its fields and without values.
    """

    supplier_id: str
    connection: str
    lead_id: str
    codes: str
