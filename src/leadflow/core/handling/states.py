"""
In which states a lead can be handled: one check for each operation, which names the state.

Operations begin with these checks, and `operations_on` answers with them what can be done now.
"""

from __future__ import annotations

from leadflow.core.handling.outcomes import Refusal, refusal
from leadflow.core.leads import DistributionStatus, Lead, LeadKind, RegistrationStatus
from leadflow.core.notifications import MessageKind
from leadflow.core.switches import Switches
from leadflow.core.templates import traits_of

__all__ = [
    "refuse_accepting",
    "refuse_distributing",
    "refuse_editing",
    "refuse_erasing",
    "refuse_moving",
    "refuse_partners_own",
    "refuse_placed",
    "refuse_reactivating",
    "refuse_reassigning",
    "refuse_recalling",
    "refuse_registered",
    "refuse_registering",
    "refuse_registrations",
    "refuse_rejecting",
    "refuse_reminding",
    "refuse_resending",
    "refuse_staging",
    "refuse_unplaced",
]


def refuse_partners_own(lead: Lead) -> Refusal | None:
    """
    Refuse what is not distributed; None if the supplier can give *lead* to partners.
    """
    if lead.kind is LeadKind.DISTRIBUTED:
        return None
    return refusal("lead_not_distributed", f"the lead is {lead.kind.value}, so it belongs to its partner")


def refuse_unplaced(lead: Lead) -> Refusal | None:
    """
    Refuse what is deactivated or at no partner; None if *lead* can be worked. Whose it is, its reader has seen to.
    """
    if not lead.active:
        return refusal("lead_deactivated", "the lead is deactivated; the supplier can reactivate it or add a new one")
    if lead.status is DistributionStatus.UNASSIGNED:
        return refusal("lead_unassigned", "the lead has no partner; assign it to one first")
    return None


def refuse_distributing(switches: Switches) -> Refusal | None:
    """
    Refuse to give leads to partners where the programme does not do it, or not now.
    """
    return None if switches.refused is None else Refusal((switches.refused,))


def refuse_placed(lead: Lead) -> Refusal | None:
    """
    Refuse what does not wait for a partner; None if *lead* does.
    """
    if not lead.active:
        return refusal("lead_deactivated", "the lead is deactivated; reactivate it first, or create a new one")
    own = refuse_partners_own(lead)
    if own is not None:
        return own
    if lead.status is not DistributionStatus.UNASSIGNED:
        state = lead.status.value
        return refusal(f"lead_{state}", f"the lead has a partner, and is {state} there; transfer it to another")
    return None


def refuse_accepting(lead: Lead) -> Refusal | None:
    """
    Refuse what a partner cannot accept; None for what is pending, or accepted already.
    """
    wrong = refuse_unplaced(lead)
    if wrong is None and lead.status is DistributionStatus.REJECTED:
        wrong = _rejected("that is final; the supplier can send it to another partner")
    return wrong


def refuse_rejecting(lead: Lead) -> Refusal | None:
    """
    Refuse what a partner cannot reject; None for what is pending, or rejected already.
    """
    wrong = refuse_unplaced(lead)
    if wrong is None and lead.status is DistributionStatus.ACCEPTED:
        wrong = refusal("lead_accepted", "the lead is accepted, and that is final; the supplier can deactivate it")
    return wrong


def refuse_reassigning(lead: Lead, *, by_supplier: bool) -> Refusal | None:
    """
    Refuse what cannot have another assignee: a supplier names one only while nobody has decided, and no module has, or
    of a registered lead, which becomes a distributed one by that.
    """
    wrong = refuse_unplaced(lead) or _at_nobody(lead)
    if wrong is None and lead.status is DistributionStatus.REJECTED:
        wrong = _rejected("that is final; the supplier can send it to another partner")
    if wrong is not None or not by_supplier or lead.kind is LeadKind.REGISTERED:
        return wrong
    if lead.status is not DistributionStatus.PENDING:
        return refusal("lead_accepted", "the lead is accepted; only its partner can reassign it")
    if lead.routed_by is not None:
        return refusal("lead_routed", "a routing module chose the partner; only that partner can reassign the lead")
    return None


def refuse_editing(lead: Lead, *, by_partner: bool = False) -> Refusal | None:
    """
    Refuse what is deactivated, and to a partner what the supplier has sent it.
    """
    if not lead.active:
        return refusal("lead_deactivated", "the lead is deactivated; reactivate it first")
    if by_partner and lead.kind is LeadKind.DISTRIBUTED:
        return refusal("lead_distributed", "the lead is the supplier's, so only the supplier changes what it says")
    return None


def refuse_erasing(lead: Lead) -> Refusal | None:
    """
    Refuse a partner to erase what it shares with the supplier.
    """
    if not lead.active:
        return refusal("lead_deactivated", "the lead is deactivated already")
    if lead.kind is not LeadKind.PRIVATE:
        kind = lead.kind.value
        return refusal(f"lead_{kind}", f"the lead is {kind}, so the supplier has it too; ask the supplier to erase it")
    return None


def refuse_staging(lead: Lead, *, by_partner: bool) -> Refusal | None:
    """
    Refuse what has no sales progress: what is at no partner or rejected, and what its partner has not accepted yet.
    """
    wrong = refuse_unplaced(lead)
    if wrong is None and lead.status is DistributionStatus.REJECTED:
        wrong = _rejected("so its stage stays; transfer it to another partner")
    if wrong is None and by_partner and lead.status is DistributionStatus.PENDING:
        wrong = refusal("lead_pending", "the lead is pending; accept it first")
    return wrong


def refuse_moving(lead: Lead) -> Refusal | None:
    """
    Refuse what a supplier cannot give to another partner: a distributed lead that is accepted, or was routed and is not
    rejected, and what is private.
    """
    wrong = _private(lead) or refuse_unplaced(lead) or _superseded(lead)
    if wrong is not None or lead.kind is LeadKind.REGISTERED:
        return wrong
    if lead.status is DistributionStatus.ACCEPTED:
        return refusal("lead_accepted", "the lead is accepted; recall it first")
    if lead.status is DistributionStatus.PENDING and lead.routed_by is not None:
        return refusal("lead_routed", "a routing module chose the partner; recall the lead, or wait for its answer")
    return None


def refuse_recalling(lead: Lead) -> Refusal | None:
    """
    Refuse what is at no partner, its partner's own, or continued by another lead.
    """
    return refuse_partners_own(lead) or refuse_unplaced(lead) or _superseded(lead)


def refuse_reactivating(lead: Lead) -> Refusal | None:
    """
    Refuse a deactivated lead that another one continues, or that was erased.
    """
    if lead.active:
        return None
    if not lead.values:
        return refusal("lead_erased", "the lead was erased and says nothing any more; receive it as a new one")
    return _superseded(lead)


def refuse_resending(lead: Lead) -> Refusal | None:
    """
    Refuse what new-lead mail is not about: what is not distributed, at no partner, or rejected.
    """
    if lead.kind is not LeadKind.DISTRIBUTED:
        return refusal(
            "lead_not_distributed",
            f"the lead is {lead.kind.value}; only mail about distributed leads can be sent again",
        )
    wrong = refuse_unplaced(lead)
    if wrong is None and lead.status is DistributionStatus.REJECTED:
        wrong = _rejected("so its mail cannot be sent again; send the lead to another partner")
    return wrong


def refuse_reminding(lead: Lead, kind: MessageKind) -> Refusal | None:
    """
    Refuse what nobody can be asked about: a reminder is about a pending lead, an opportunity one of an accepted lead.
    """
    if not kind.reminds:
        message = f"'{kind.value}' is not a reminder; use the method for that kind of message"
        return refusal("kind_not_repeated", message, "kind")
    wrong = _private(lead) or refuse_unplaced(lead) or _at_nobody(lead)
    if wrong is None and lead.status is DistributionStatus.REJECTED:
        wrong = _rejected("so nobody can be asked about it; send it to another partner")
    pending = lead.status is DistributionStatus.PENDING
    if wrong is None and traits_of(kind).asks and not pending:
        wrong = refusal("lead_accepted", "the lead is already accepted, so no reminder is needed")
    if wrong is None and traits_of(kind).about_opportunity and pending:
        message = "the lead is pending and has no opportunity yet; ask for an update of the lead instead"
        wrong = refusal("lead_pending", message)
    return wrong


def refuse_registered(lead: Lead) -> Refusal | None:
    """
    Refuse what has no opportunity: everything that is not accepted.
    """
    wrong = _private(lead) or refuse_unplaced(lead) or _at_nobody(lead)
    if wrong is None and lead.status is not DistributionStatus.ACCEPTED:
        state = lead.status.value
        message = f"the lead is {state}, and only accepted leads have an opportunity; wait until it is accepted"
        wrong = refusal(f"lead_{state}", message)
    return wrong


def refuse_registrations(switches: Switches) -> Refusal | None:
    """
    Refuse to register leads where the programme does not offer it.
    """
    if switches.registration:
        return None
    message = "this programme takes no registrations; set Programme.switches.registration to True"
    return refusal("registration_switched_off", message)


def refuse_registering(lead: Lead) -> Refusal | None:
    """
    Refuse to register what the supplier has already; None for what is private, or was submitted or registered before.
    """
    if lead.registration in (RegistrationStatus.SUBMITTED, RegistrationStatus.APPROVED):
        return None
    if not lead.active:
        return refusal("lead_deactivated", "the lead is deactivated, so it cannot be registered; create a new one")
    if lead.kind is not LeadKind.PRIVATE:
        return refusal(f"lead_{lead.kind.value}", f"the lead is {lead.kind.value}, so the supplier has it already")
    return None


def _at_nobody(lead: Lead) -> Refusal | None:
    """
    Refuse what a salesperson of the supplier has registered for themselves: there is no partner.
    """
    if lead.partner_id is not None or lead.status is DistributionStatus.UNASSIGNED:
        return None
    return refusal("lead_unassigned", "the lead has no partner, a salesperson of the supplier works it; transfer it")


def _rejected(so: str) -> Refusal:
    joined = so if so.startswith("so ") else f"and {so}"
    return refusal("lead_rejected", f"the lead is rejected, {joined}")


def _superseded(lead: Lead) -> Refusal | None:
    if lead.superseded_by is None:
        return None
    return refusal("lead_superseded", "another lead continues this one; work with that one")


def _private(lead: Lead) -> Refusal | None:
    if lead.kind is not LeadKind.PRIVATE:
        return None
    return refusal("lead_private", "the lead is private to its partner; wait until it is registered")
