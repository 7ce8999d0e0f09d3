"""
Finding the leads that rows of a file may be about already.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from typing import Final

from leadflow.core.companies import company_keys, company_of
from leadflow.core.conflicts import ConflictReach, HeldLeadQuery, likely_duplicate
from leadflow.core.intake.policy import DuplicateMatch
from leadflow.core.leads import Lead
from leadflow.core.problems import Problem
from leadflow.core.programme import Programme
from leadflow.errors import ConfigurationError
from leadflow.ports import UnitOfWork
from leadflow.services.conflicts.finding import held_alike

__all__ = ["UNREADABLE", "find_existing", "find_likely", "ready_to_find"]

UNREADABLE: Final = Problem(
    code="duplicate_unreadable",
    path="email",
    message="a lead with these details exists and cannot be read; repair the lead that the log names, then import the row again",
)
"""
Why a row is refused whose lead is there and cannot be read.
"""


_COMPARED: Final = 200
_NOBODY: Final = frozenset({"name:"})


def find_existing(unit: UnitOfWork, keys: Sequence[str]) -> tuple[Mapping[str, Lead], frozenset[str]]:
    """
    Find the leads with one of *keys*, as `leadflow.ports.LeadReader.with_keys` does.

    Returns:
        The leads by key, and the keys of those that cannot be read: one of them does not stop the others.
    """
    try:
        return unit.leads.with_keys(keys), frozenset()
    except ConfigurationError:
        pass
    found, unreadable = dict[str, Lead](), set[str]()
    for key in keys:
        try:
            found |= unit.leads.with_keys([key])
        except ConfigurationError:
            unreadable.add(key)
    return found, frozenset(unreadable)


def ready_to_find(unit: UnitOfWork, programme: Programme) -> None:
    """
    Let a store bring its keys of persons and companies up to date, before anything else is read by *unit*.
    """
    if programme.intake.duplicates is DuplicateMatch.PERSON:
        held_alike(unit, _query(_NOBODY, None), most=1)


def find_likely(unit: UnitOfWork, programme: Programme, drafts: Mapping[str, Lead]) -> Mapping[str, Lead]:
    """
    Find the leads that are of the same person as drafts, each the one received first; none unless the programme asks
    for that.

    Args:
        unit: Where leads are read.
        programme: Whose policy counts.
        drafts: As the leads that they would become, by any key.
    """
    if programme.intake.duplicates is not DuplicateMatch.PERSON:
        return {}
    found = ((key, _likely(unit, lead, programme.conflicts.free_mail)) for key, lead in drafts.items())
    return {key: lead for key, lead in found if lead is not None}


def _likely(unit: UnitOfWork, draft: Lead, free_mail: Collection[str]) -> Lead | None:
    keys = company_keys(company_of(draft.values), free_mail=free_mail)
    held = held_alike(unit, _query(keys, draft.campaign_id), most=_COMPARED)
    for one in sorted(held, key=lambda one: (one.received_at, one.lead_id)):
        try:
            lead = unit.leads.get(one.lead_id)
        except ConfigurationError:
            continue
        if likely_duplicate(draft, lead, free_mail=free_mail) is not None:
            return lead
    return None


def _query(keys: frozenset[str], campaign_id: str | None) -> HeldLeadQuery:
    return HeldLeadQuery(keys=keys, reach=ConflictReach.CAMPAIGN, campaign_id=campaign_id, other_than=None)
