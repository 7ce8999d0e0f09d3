"""
What a party can do with a lead now, for the buttons of a page.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from enum import StrEnum
from typing import Final, assert_never

from leadflow.core.access import Act, PartnerParty, Party, ProgramParty, SupplierParty, may, scope_of
from leadflow.core.arguments import checked
from leadflow.core.handling import states
from leadflow.core.handling.outcomes import Refusal
from leadflow.core.leads import DistributionStatus, Lead, RegistrationStatus
from leadflow.core.notifications import MessageKind
from leadflow.core.partners import Partner
from leadflow.core.switches import Switches

__all__ = ["DONE", "NOT_ALLOWED", "NOT_FOUND", "POSSIBLE", "LeadOperation", "act_of", "offered_to", "operations_on"]

POSSIBLE: Final = "possible"
"""
The operation can be done now.
"""

DONE: Final = "unchanged"
"""
The operation was done before, so it changes nothing.
"""

NOT_ALLOWED: Final = "not_allowed"
"""
None of the party's roles allows the operation.
"""

NOT_FOUND: Final = "not_found"
"""
The party does not see the lead, or there is none: nobody can find out which.
"""


class LeadOperation(StrEnum):
    """
    The operations of desks on one lead, by the names of their methods.
    """

    ACCEPT = "accept"
    REJECT = "reject"
    REASSIGN = "reassign"
    SET_STAGE = "set_stage"
    EDIT = "edit"
    ATTACH = "attach"
    REMOVE = "remove"
    ASSIGN = "assign"
    ROUTE_AGAIN = "route_again"
    DUPLICATE = "duplicate"
    TRANSFER = "transfer"
    RECALL = "recall"
    DEACTIVATE = "deactivate"
    REACTIVATE = "reactivate"
    RESEND = "resend"
    REMIND = "remind"
    NOTIFY_DEAL_REGISTERED = "notify_deal_registered"
    REGISTER = "register"
    RATE = "rate"
    ASSESS_AGAIN = "assess_again"
    REGISTER_LEAD = "register_lead"
    ERASE = "erase"


_FOR_BOTH: Final = (
    LeadOperation.REASSIGN,
    LeadOperation.SET_STAGE,
    LeadOperation.EDIT,
    LeadOperation.ATTACH,
    LeadOperation.REMOVE,
    LeadOperation.REGISTER,
    LeadOperation.REGISTER_LEAD,
)

_FOR_PARTNERS: Final = (LeadOperation.ACCEPT, LeadOperation.REJECT, LeadOperation.ERASE, *_FOR_BOTH)

_FOR_SUPPLIERS: Final = tuple(one for one in LeadOperation if one in _FOR_BOTH or one not in _FOR_PARTNERS)


_Check = Callable[[Lead, bool], Refusal | None]
"""
Takes a lead and whether the supplier asks, and returns why that cannot be done; None if it can.
"""

_CHECKS: Final[Mapping[LeadOperation, _Check]] = {
    LeadOperation.ACCEPT: lambda lead, _: states.refuse_accepting(lead),
    LeadOperation.REJECT: lambda lead, _: states.refuse_rejecting(lead),
    LeadOperation.REASSIGN: lambda lead, by_supplier: states.refuse_reassigning(lead, by_supplier=by_supplier),
    LeadOperation.SET_STAGE: lambda lead, by_supplier: states.refuse_staging(lead, by_partner=not by_supplier),
    LeadOperation.EDIT: lambda lead, by_supplier: states.refuse_editing(lead, by_partner=not by_supplier),
    LeadOperation.ATTACH: lambda _, __: None,
    LeadOperation.REMOVE: lambda _, __: None,
    LeadOperation.ASSIGN: lambda lead, _: states.refuse_placed(lead),
    LeadOperation.ROUTE_AGAIN: lambda lead, _: states.refuse_placed(lead),
    LeadOperation.DUPLICATE: lambda lead, _: states.refuse_moving(lead),
    LeadOperation.TRANSFER: lambda lead, _: states.refuse_moving(lead),
    LeadOperation.RECALL: lambda lead, _: states.refuse_recalling(lead),
    LeadOperation.DEACTIVATE: lambda _, __: None,
    LeadOperation.REACTIVATE: lambda lead, _: states.refuse_reactivating(lead),
    LeadOperation.RESEND: lambda lead, _: states.refuse_resending(lead),
    LeadOperation.REMIND: lambda lead, _: states.refuse_reminding(lead, MessageKind.PENDING_REMINDER),
    LeadOperation.NOTIFY_DEAL_REGISTERED: lambda lead, _: states.refuse_registered(lead),
    LeadOperation.REGISTER: lambda lead, _: states.refuse_registered(lead),
    LeadOperation.RATE: lambda _, __: None,
    LeadOperation.ASSESS_AGAIN: lambda _, __: None,
    LeadOperation.REGISTER_LEAD: lambda lead, _: states.refuse_registering(lead),
    LeadOperation.ERASE: lambda lead, _: states.refuse_erasing(lead),
}


_DISTRIBUTES: Final = frozenset(
    {LeadOperation.ASSIGN, LeadOperation.ROUTE_AGAIN, LeadOperation.DUPLICATE, LeadOperation.TRANSFER}
)


def act_of(operation: LeadOperation) -> Act:
    """
    Return the act that *operation* takes.
    """
    match operation:
        case LeadOperation.REMOVE:
            return Act.ATTACH
        case LeadOperation.ROUTE_AGAIN:
            return Act.ASSIGN
        case LeadOperation.DUPLICATE | LeadOperation.RECALL:
            return Act.TRANSFER
        case LeadOperation.REACTIVATE:
            return Act.DEACTIVATE
        case LeadOperation.NOTIFY_DEAL_REGISTERED:
            return Act.NOTIFY
        case LeadOperation.REGISTER:
            return Act.WORK_OPPORTUNITIES
        case LeadOperation.REGISTER_LEAD:
            return Act.REGISTER
        case LeadOperation.ERASE:
            return Act.EDIT
        case LeadOperation.RATE | LeadOperation.ASSESS_AGAIN:
            return Act.ASSESS
        case _:
            return Act(operation.value)


def offered_to(party: Party) -> tuple[LeadOperation, ...]:
    """
    Return the operations that the desks of *party* have.
    """
    match party:
        case PartnerParty():
            return _FOR_PARTNERS
        case SupplierParty() | ProgramParty():
            return _FOR_SUPPLIERS
        case _:
            assert_never(party)


@checked
def operations_on(
    lead: Lead, party: Party, *, partner: Partner | None = None, switches: Switches = Switches()
) -> Mapping[LeadOperation, str]:
    """
    Return what *party* can do with *lead* now: for each operation on its desks a code.

    What depends on more than the lead is only found by doing it: a person or partner that is named, the number of
    files, how often mail was sent again.

    Args:
        lead: As it is now.
        party: Whose page it is.
        partner: Of the lead. If omitted, a user who is limited to partner groups sees no lead that has a partner.
        switches: What the programme offers.

    Returns:
        By operation, in the order of `LeadOperation`: ``possible``, ``unchanged`` if it was done before, or the code
        for which it is refused, such as ``lead_accepted``, ``not_allowed`` or ``not_found``.
    """
    offered = offered_to(party)
    if not scope_of(party).sees(lead, partner):
        return dict.fromkeys(offered, NOT_FOUND)
    by_supplier = not isinstance(party, PartnerParty)
    return {
        one: _state(one, lead, switches, by_supplier=by_supplier) if may(party, act_of(one)) else NOT_ALLOWED
        for one in offered
    }


def _state(operation: LeadOperation, lead: Lead, switches: Switches, *, by_supplier: bool) -> str:
    if act_of(operation) is Act.ASSESS and not switches.assessment:
        return "assessment_switched_off"
    refused = states.refuse_distributing(switches) if operation in _DISTRIBUTES else None
    if operation is LeadOperation.REGISTER_LEAD and not _is_done(operation, lead):
        refused = states.refuse_registrations(switches)
    refused = refused or _CHECKS[operation](lead, by_supplier)
    if refused is not None:
        return refused.problems[0].code
    return DONE if _is_done(operation, lead) else POSSIBLE


def _is_done(operation: LeadOperation, lead: Lead) -> bool:
    match operation:
        case LeadOperation.ACCEPT:
            return lead.status is DistributionStatus.ACCEPTED
        case LeadOperation.REJECT:
            return lead.status is DistributionStatus.REJECTED
        case LeadOperation.DEACTIVATE:
            return not lead.active
        case LeadOperation.REACTIVATE:
            return lead.active
        case LeadOperation.REGISTER_LEAD:
            return lead.registration in (RegistrationStatus.SUBMITTED, RegistrationStatus.APPROVED)
        case _:
            return False
