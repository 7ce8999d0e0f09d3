"""
What a supplier has settled for its programme: fields, switches and policies.
"""

from __future__ import annotations

from datetime import UTC, tzinfo
from enum import StrEnum

from attrs import frozen

from leadflow.core.leads import CLOSING_STAGES, OPEN_STAGES
from leadflow.core.schema import STANDARD, Schema

__all__ = ["BothSet", "Programme", "Sender"]


class BothSet(StrEnum):
    """
    Who is told when the partner has default recipients and the supplier has additional ones.

    `UNION` tells both, the partner's first. The other two use the second source only when the first has nobody who
    can be mailed.
    """

    UNION = "union"
    PARTNER_FIRST = "partner_first"
    SUPPLIER_FIRST = "supplier_first"


@frozen(kw_only=True)
class Sender:
    """
    Who mail comes from.

    Attributes:
        address: Where replies go.
        name: What people see; the supplier's name if empty.
    """

    address: str = "leads@leadflow.example"
    name: str = ""


@frozen(kw_only=True)
class Programme:
    """
    What a supplier has settled for its programme.

    Attributes:
        supplier_id: The tenant.
        name: What partners know the supplier by.
        schema: What leads, partners and campaigns can say.
        required: Fields without which a distributed lead is refused, besides those that the schema requires.
        distribution: False refuses every operation that distributes leads.
        both_set: Who is told when both sides have named somebody.
        stages: Sales progress, in order.
        closing_stages: The alternatives that end it; a lead in one of them is not open any more.
        starting_score: Of a distributed lead.
        zone: Whose days count in criteria and reports. ``zoneinfo`` reads files, so the host makes it.
        sender: Who mail comes from.
    """

    supplier_id: str
    name: str = ""
    schema: Schema = STANDARD
    required: frozenset[str] = frozenset({"email"})
    distribution: bool = True
    both_set: BothSet = BothSet.UNION
    stages: tuple[str, ...] = OPEN_STAGES
    closing_stages: tuple[str, ...] = CLOSING_STAGES
    starting_score: int = 50
    zone: tzinfo = UTC
    sender: Sender = Sender()

    @property
    def title(self) -> str:
        """
        The supplier's name, or its id where no name is set.
        """
        return self.name or self.supplier_id
