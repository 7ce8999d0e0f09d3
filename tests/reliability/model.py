"""
A model of leads that is made of dictionaries and knows nothing of the library but its users.
"""

from __future__ import annotations

from typing import Any, Final

from leadflow.core.access import PARTNER_ADMIN, PARTNER_SALES, PartnerParty

Model = dict[str, Any]
"""
What a lead is: its status, partner, assignee, stage, city, who declined it, and whether it is active, was routed, is
continued by another lead, or waits since a module found nobody.
"""

PEOPLE: Final = {"here": ("maja", "ola"), "there": ("rita", "rob")}
OTHER: Final = {"here": "there", "there": "here"}

USERS: Final = {
    "maja": PartnerParty(id="maja", partner_id="here", roles=(PARTNER_ADMIN,)),
    "ola": PartnerParty(id="ola", partner_id="here", roles=(PARTNER_SALES,)),
    "rita": PartnerParty(id="rita", partner_id="there", roles=(PARTNER_ADMIN,)),
}


def waiting(city: str, declined: frozenset[str] = frozenset()) -> Model:
    """
    Return a lead without a partner.
    """
    return {
        "status": "unassigned",
        "partner": None,
        "assignee": None,
        "stage": "open",
        "city": city,
        "active": True,
        "routed": False,
        "continued": False,
        "declined": declined,
        "found nobody": False,
    }


def placed(lead: Model, partner: str, *, routed: bool = False) -> str:
    """
    Give a lead to a partner.
    """
    lead.update(status="pending", partner=partner, assignee=None, routed=routed)
    return "done"


def seen(lead: Model, user: str) -> bool:
    """
    Say whether a partner's user sees a lead.
    """
    party = USERS[user]
    own = user != "ola" or lead["assignee"] in (None, "ola")
    return bool(lead["active"] and lead["partner"] == party.partner_id and own)


def worked(lead: Model) -> str | None:
    """
    Return why nobody works a lead; None if it is active and at a partner.
    """
    if not lead["active"]:
        return "lead_deactivated"
    return "lead_unassigned" if lead["status"] == "unassigned" else None


def to_change(lead: Model, name: str, value: object) -> str:
    """
    Set what a lead says, once.
    """
    if lead[name] == value:
        return "unchanged"
    lead[name] = value
    return "done"


def accept(lead: Model, user: str) -> str:
    """
    A partner's user accepts.
    """
    if not seen(lead, user):
        return "not_found"
    if lead["status"] == "rejected":
        return "lead_rejected"
    return to_change(lead, "status", "accepted")


def reject(lead: Model, user: str) -> str:
    """
    A partner's user rejects.
    """
    if not seen(lead, user):
        return "not_found"
    if lead["status"] == "accepted":
        return "lead_accepted"
    return to_change(lead, "status", "rejected")


def reassign(lead: Model, user: str | None, to: int) -> str:
    """
    A partner's user or the supplier names somebody.
    """
    if user is not None and not seen(lead, user):
        return "not_found"
    wrong = worked(lead)
    if wrong is None and lead["status"] == "rejected":
        wrong = "lead_rejected"
    if wrong is None and user is None and lead["status"] == "accepted":
        wrong = "lead_accepted"
    if wrong is None and user is None and lead["routed"]:
        wrong = "lead_routed"
    return wrong or to_change(lead, "assignee", PEOPLE[lead["partner"]][to % 2])


def set_stage(lead: Model, user: str | None, stage: str) -> str:
    """
    A partner's user or the supplier sets the stage.
    """
    if user is not None and not seen(lead, user):
        return "not_found"
    wrong = worked(lead)
    if wrong is None and lead["status"] == "rejected":
        wrong = "lead_rejected"
    if wrong is None and user is not None and lead["status"] == "pending":
        wrong = "lead_pending"
    return wrong or to_change(lead, "stage", stage)


def placeable(lead: Model) -> str | None:
    """
    Return why a lead does not wait for a partner.
    """
    if not lead["active"]:
        return "lead_deactivated"
    return None if lead["status"] == "unassigned" else f"lead_{lead['status']}"


def route_again(lead: Model) -> str:
    """
    The module gives leads to *there*, if that partner has not declined them.
    """
    wrong = placeable(lead)
    if wrong is not None:
        return wrong
    if "there" in lead["declined"]:
        return to_change(lead, "found nobody", True)
    return placed(lead, "there", routed=True)


def declined(lead: Model) -> frozenset[str]:
    """
    Return who has rejected a lead or one that it continues.
    """
    more = {lead["partner"]} if lead["status"] == "rejected" else set[str]()
    return frozenset(lead["declined"] | more)


def moved(lead: Model, partner: str, *, stays: bool) -> tuple[str, Model | None]:
    """
    The supplier transfers or duplicates a lead.
    """
    wrong = worked(lead)
    if wrong is None and lead["continued"]:
        wrong = "lead_superseded"
    if wrong is None and lead["status"] == "accepted":
        wrong = "lead_accepted"
    if wrong is None and lead["status"] == "pending" and lead["routed"]:
        wrong = "lead_routed"
    if wrong is None and lead["partner"] == partner:
        wrong = "partner_same"
    if wrong is not None:
        return wrong, None
    lead.update(continued=True, active=stays)
    made = waiting(lead["city"], declined(lead))
    return placed(made, partner), made


def recalled(lead: Model, *, waits: bool) -> tuple[str, Model | None]:
    """
    The supplier takes a lead back.
    """
    wrong = worked(lead) or ("lead_superseded" if lead["continued"] else None)
    if wrong is not None:
        return wrong, None
    made = waiting(lead["city"], declined(lead)) if waits else None
    lead.update(active=False, continued=waits)
    return "done", made


def reactivate(lead: Model) -> str:
    """
    The supplier brings a lead back.
    """
    if not lead["active"] and lead["continued"]:
        return "lead_superseded"
    return to_change(lead, "active", True)


def shown(model: Model) -> Model:
    """
    Return what can be compared.
    """
    return {name: said for name, said in model.items() if name not in ("declined", "found nobody")}
