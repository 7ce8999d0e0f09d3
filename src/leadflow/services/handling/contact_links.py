"""
Keeps one lead for each contact of a partner and campaign: the contact's record is the lock.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

from attrs import evolve

from leadflow.core.changes import Put
from leadflow.core.leads import Lead
from leadflow.core.problems import Problem
from leadflow.core.registration import Contact, contact_id_of
from leadflow.core.registration.contact import contact_key
from leadflow.core.values import Values
from leadflow.errors import NotFound
from leadflow.ports import UnitOfWork

__all__ = ["EXISTS", "known_of", "lead_there", "linked", "relinked", "unlinked"]

EXISTS: Final = Problem(
    code="lead_exists",
    path="email",
    message="there is a lead of this contact in this campaign already; edit that lead, or name another campaign",
)
"""
Why a second lead of one contact and campaign is refused.
"""

_NOT_KNOWN_BY: Final = frozenset({"notes", "rating"})
"""
What is said of one lead, and not of the person.
"""


def known_of(values: Values) -> Values:
    """
    Return what *values* say of the person and the company, for the contact.
    """
    return values.without(_NOT_KNOWN_BY)


def linked(unit: UnitOfWork, lead: Lead) -> Put | Problem | None:
    """
    Return what makes *lead*, which is new, the one of its contact and campaign: the contact is added if it is not
    there.

    None for a lead without an e-mail, which is of no contact; `EXISTS` if there is another one.
    """
    contact_id, owner = contact_id_of(lead.values), lead.partner_id or ""
    if contact_id is None:
        return None
    before = unit.records.one(Contact, contact_key(owner, contact_id))
    if before is None:
        made = Contact(id=contact_id, partner_id=owner, values=known_of(lead.values))
        return Put(made.with_lead(lead.campaign_id, lead.id), before=None)
    there = lead_there(unit, before, lead.campaign_id)
    if there is not None and there != lead.id:
        return EXISTS
    kept = before if there is None else before.without_lead(there)
    known = known_of(lead.values) if before.erased else before.values
    stale = kept.lead_for(lead.campaign_id)
    kept = kept if stale is None else kept.without_lead(stale)
    return Put(evolve(kept, values=known, erased=False).with_lead(lead.campaign_id, lead.id), before=before)


def lead_there(unit: UnitOfWork, contact: Contact, campaign_id: str | None) -> str | None:
    """
    Return the id of the active lead of a contact and campaign; None if there is none.
    """
    lead_id = contact.lead_for(campaign_id)
    if lead_id is None:
        return None
    try:
        return lead_id if unit.leads.get(lead_id).active else None
    except NotFound:
        return None


def unlinked(unit: UnitOfWork, lead: Lead) -> Put | None:
    """
    Return what takes *lead* from its contact; None if it is none's.
    """
    contact_id = contact_id_of(lead.values)
    before = None if contact_id is None else unit.records.one(Contact, contact_key(lead.partner_id or "", contact_id))
    if before is None or all(one.lead_id != lead.id for one in before.leads):
        return None
    return Put(before.without_lead(lead.id), before=before)


def relinked(unit: UnitOfWork, before: Lead, after: Lead) -> tuple[Put, ...] | Problem:
    """
    Return what moves a lead whose e-mail was changed to the contact of its new one; `EXISTS` if that has another lead.
    """
    if contact_id_of(before.values) == contact_id_of(after.values):
        return ()
    put = linked(unit, after)
    if isinstance(put, Problem):
        return put
    return tuple(_present((unlinked(unit, before), put)))


def _present(puts: Iterable[Put | None]) -> Iterable[Put]:
    return (one for one in puts if one is not None)
