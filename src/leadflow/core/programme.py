"""
What a supplier has settled for its programme: fields, switches and policies.
"""

from __future__ import annotations

from collections.abc import Collection
from datetime import UTC, tzinfo
from enum import StrEnum
from typing import Final

from attrs import field, frozen

from leadflow.core.leads import CLOSING_STAGES, OPEN_STAGES
from leadflow.core.partners import SupplierContact
from leadflow.core.schema import STANDARD, Schema
from leadflow.core.templates import MessageKind, Template, template_for

__all__ = ["REJECTION_REASONS", "BothSet", "Programme", "RejectionReason", "Sender"]


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


@frozen
class RejectionReason:
    """
    Why a partner may decline a lead.

    Attributes:
        code: What is stored and reported.
        label: What people read.
        comment_required: True if it says too little by itself.
    """

    code: str
    label: str
    comment_required: bool = False


REJECTION_REASONS: Final = (
    RejectionReason("not_a_fit", "Not a fit for us"),
    RejectionReason("no_capacity", "No capacity"),
    RejectionReason("outside_territory", "Outside our territory"),
    RejectionReason("known_already", "We know them already"),
    RejectionReason("bad_contact_data", "The contact data is wrong"),
    RejectionReason("other", "Something else", comment_required=True),
)
"""
The reasons that a programme offers unless it names its own.
"""


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
        module: Name of the routing module for every lead that names no partner, by whatever way it comes, unless a call
            names another; None routes only where a call names one.
        both_set: Who is told when both sides have named somebody.
        stages: Sales progress, in order; a lead begins with the first unless it names another.
        closing_stages: The alternatives that end it; a lead in one of them is not open any more.
        starting_score: Of a distributed lead.
        zone: Whose days count in criteria and reports. ``zoneinfo`` reads files, so the host makes it.
        sender: Who mail comes from.
        rejection_reasons: What partners can give as the reason of a rejection.
        rejection_notices: True tells `rejection_recipients` of every rejection.
        rejection_recipients: The supplier's people who are told of rejections.
        templates: The supplier's own, in order; the first that fits kind and partner is taken, else the default.
        language: Of mail to people who named none.
        update_days: Within how many days an update is asked for.
        buttons: False hides Accept, Reject and Reassign in mail.
    """

    supplier_id: str
    name: str = ""
    schema: Schema = STANDARD
    required: frozenset[str] = frozenset({"email"})
    distribution: bool = True
    module: str | None = None
    both_set: BothSet = BothSet.UNION
    stages: tuple[str, ...] = OPEN_STAGES
    closing_stages: tuple[str, ...] = CLOSING_STAGES
    starting_score: int = 50
    zone: tzinfo = UTC
    sender: Sender = Sender()
    rejection_reasons: tuple[RejectionReason, ...] = REJECTION_REASONS
    rejection_notices: bool = False
    rejection_recipients: tuple[SupplierContact, ...] = ()
    templates: tuple[Template, ...] = field(default=(), repr=False)
    language: str = "en"
    update_days: int = 7
    buttons: bool = True

    def template_for(self, kind: MessageKind, groups: Collection[str]) -> str | None:
        """
        Return the reference of the template for *kind* and a partner of *groups*; None for the default one.
        """
        return template_for(self.templates, kind, groups)

    @property
    def all_stages(self) -> tuple[str, ...]:
        """
        Every stage that a lead can be in: those in order, then those that end it.
        """
        return (*self.stages, *self.closing_stages)

    @property
    def title(self) -> str:
        """
        The supplier's name, or its id where no name is set.
        """
        return self.name or self.supplier_id
