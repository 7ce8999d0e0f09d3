"""
Looks for conflicts: leads of the same person or company that somebody else has.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache
from itertools import islice
from typing import Final, cast

from leadflow.core.argument_messages import wrong_return
from leadflow.core.companies import CompanyRecord
from leadflow.core.conflicts import (
    ConflictAnswer,
    HeldLead,
    HeldLeadQuery,
    OnConflict,
    answer_conflict,
    asks_for,
    conflict_query,
    held_lead,
    match_keys,
    same_prospect,
)
from leadflow.errors import LeadflowError, PortError
from leadflow.ports import HeldLeadReader, IsOurs, UnitOfWork
from leadflow.services.operations.setting import Setting

__all__ = ["conflict_of", "held_alike", "refuses"]

_MORE: Final = 64
_PAGE: Final = 500


def conflict_of(
    setting: Setting,
    unit: UnitOfWork,
    company: CompanyRecord,
    *,
    campaign_id: str | None,
    partner_id: str | None,
    lead_id: str | None = None,
) -> ConflictAnswer:
    """
    Return what *partner_id* is told about conflicts of a registration.

    The first conflict ends the search, so it does as much work for one as for many.

    Args:
        setting: Whose leads are looked at.
        unit: Where they are read.
        company: What the registration says of the person and the company.
        campaign_id: Its campaign; None if it has none.
        partner_id: Who registers; its own leads are not a conflict. None is the supplier, whose own are those at no partner.
        lead_id: The lead that is registered, which is not a conflict with itself; None if it is not stored.
    """
    policy = setting.programme.conflicts
    if setting.is_ours is not None and _is_ours(setting.is_ours, company):
        return answer_conflict(found=False, ours=True, policy=policy)
    if policy.then is OnConflict.ALLOW:
        return ConflictAnswer()
    query = conflict_query(company, campaign_id=campaign_id, partner_id=partner_id, policy=policy)
    others = (one for one in _held(unit, query) if one.lead_id != lead_id and one.partner_id != partner_id)
    found = (same_prospect(company, one.company, free_mail=policy.free_mail) for one in others)
    return answer_conflict(found=any(one is not None for one in found), ours=False, policy=policy)


def _is_ours(is_ours: IsOurs, company: CompanyRecord) -> bool:
    try:
        given: object = is_ours(company)
    except LeadflowError:
        raise
    except Exception as error:
        raise PortError(
            f"Setting.is_ours failed ({type(error).__name__}), so the lead was not registered; mend it and try again. "
            "This step wrote nothing"
        ) from error
    if not isinstance(given, bool):
        raise wrong_return(given, "Setting.is_ours", "True or False")
    return given


def refuses(setting: Setting) -> bool:
    """
    Return whether the programme refuses conflicts, so that two registrations of one prospect must not pass each other.
    """
    return setting.programme.conflicts.then is OnConflict.REFUSE


def held_alike(unit: UnitOfWork, query: HeldLeadQuery, most: int | None = None) -> tuple[HeldLead, ...]:
    """
    Return up to *most* of the leads that *query* asks for; None returns all of them.
    """
    if not query.keys:
        return ()
    if most is not None and _finds(type(unit.leads)):
        return cast("HeldLeadReader", unit.leads).held(query, most)
    return tuple(islice(_held(unit, query), most))


def _held(unit: UnitOfWork, query: HeldLeadQuery) -> Iterator[HeldLead]:
    """
    Return the leads that *query* asks for: one, then some, then more.
    """
    if not _finds(type(unit.leads)):
        yield from _looked_at(unit, query)
        return
    leads = cast("HeldLeadReader", unit.leads)
    seen, most = set[str](), 1
    while True:
        found = leads.held(query, most)
        for one in found:
            if one.lead_id not in seen:
                seen.add(one.lead_id)
                yield one
        if len(found) < most:
            return
        most *= _MORE


@lru_cache(maxsize=16)
def _finds(reader: type) -> bool:
    # Asked of the class, and once: asking an instance takes as long as a tenth of a look-up.
    return issubclass(reader, HeldLeadReader)


def _looked_at(unit: UnitOfWork, query: HeldLeadQuery) -> Iterator[HeldLead]:
    after: str | None = None
    while page := unit.leads.page(after, _PAGE):
        for lead in page:
            held = held_lead(lead)
            if held is not None and asks_for(query, held) and not query.keys.isdisjoint(match_keys(lead.values)):
                yield held
        after = page[-1].id
