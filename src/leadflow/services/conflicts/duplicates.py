"""
Lists leads of one person or company: side by side with one lead, and in pairs that are likely duplicates.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Final

from attrs import evolve, field, frozen

from leadflow.core.companies import CompanyEvidence, company_keys, company_of
from leadflow.core.conflicts import (
    ConflictReach,
    DuplicatePair,
    HeldLeadQuery,
    held_lead,
    likely_duplicate,
    same_prospect,
)
from leadflow.core.leads import Lead, LeadKind
from leadflow.core.page import Page
from leadflow.core.registration import Registration
from leadflow.core.timeline import admitted_values
from leadflow.errors import ConfigurationError, NotFound
from leadflow.ports import ScopeReader, UnitOfWork
from leadflow.services.conflicts.finding import held_alike
from leadflow.services.conflicts.ruling import claimed_lead
from leadflow.services.operations.caller import Caller

__all__ = ["SimilarLead", "likely_duplicates_of", "similar_leads"]

_LOOKED_AT: Final = 1_000
_COMPARED: Final = 200


@frozen(kw_only=True)
class SimilarLead:
    """
    A lead or a request of the same person or company as another.

    Attributes:
        lead: As the supplier may see it: of a request, what was given with it.
        evidence: By what it is the same.
        request: The registration that waits for the supplier; None for a lead that is shared already.
    """

    lead: Lead = field(repr=False)
    evidence: CompanyEvidence
    request: Registration | None = None


def similar_leads(caller: Caller, lead_id: str) -> tuple[SimilarLead, ...]:
    """
    Return the leads and requests of the person or company of a lead, the earliest first.

    Raises:
        NotFound: There is no such lead, or the caller does not see it.
    """
    free_mail = caller.setting.programme.conflicts.free_mail
    with caller.setting.unit() as unit:
        lead = _given(caller, unit, claimed_lead(caller, unit, lead_id)).lead
        company = company_of(lead.values)
        rows = []
        for held in held_alike(unit, _query(company_keys(company, free_mail=free_mail))):
            if held.lead_id == lead_id:
                continue
            try:
                found = _given(caller, unit, claimed_lead(caller, unit, held.lead_id))
            except (NotFound, ConfigurationError):
                # Not for the caller, or it cannot be read: neither stops the others.
                continue
            # What a request says now may differ from what was given with it.
            evidence = same_prospect(company, company_of(found.lead.values), free_mail=free_mail)
            rows += [] if evidence is None else [evolve(found, evidence=evidence)]
    return tuple(sorted(rows, key=lambda one: (one.lead.received_at, one.lead.id)))


def likely_duplicates_of(caller: Caller, after: str | None, most: int) -> Page[DuplicatePair]:
    """
    Return a page of pairs of leads that the caller sees and that are likely duplicates, each pair once.

    About *most* pairs are returned, and at most a thousand leads are looked at. A lead is compared with up to 200
    others of its person and of its company.
    """
    rows: list[DuplicatePair] = []
    with caller.setting.unit() as unit:
        seen = 0
        for lead in _visible(caller, unit, after):
            if len(rows) >= most or seen == _LOOKED_AT:
                return Page(tuple(rows), after)
            rows += _pairs(caller, unit, lead)
            seen, after = seen + 1, lead.id
    return Page(tuple(rows))


def _visible(caller: Caller, unit: UnitOfWork, after: str | None) -> Iterator[Lead]:
    while True:
        if isinstance(unit.leads, ScopeReader):
            page = unit.leads.seen_by(caller.scope, after, _COMPARED)
            yield from page
        else:
            page = unit.leads.page(after, _COMPARED)
            yield from caller.seen(unit, page)
        if not page:
            return
        after = page[-1].id


def _pairs(caller: Caller, unit: UnitOfWork, lead: Lead) -> Iterator[DuplicatePair]:
    """
    Return the pairs of *lead* with leads of larger ids, so that each pair is found once.
    """
    free_mail = caller.setting.programme.conflicts.free_mail
    if held_lead(lead) is None:
        return
    keys = company_keys(company_of(lead.values), free_mail=free_mail)
    person = frozenset(key for key in keys if key.startswith("email:"))
    found = set[str]()
    for some in (person, keys - person):
        query = evolve(_query(some), reach=ConflictReach.CAMPAIGN, campaign_id=lead.campaign_id)
        found |= {one.lead_id for one in held_alike(unit, query, most=_COMPARED)}
    others = _readable(unit, sorted(one for one in found if one > lead.id))
    for other in caller.seen(unit, others):
        evidence = likely_duplicate(lead, other, free_mail=free_mail)
        if evidence is not None:
            first, second = sorted((lead, other), key=lambda one: (one.received_at, one.id))
            yield DuplicatePair(lead=caller.scope.shown(first), other=caller.scope.shown(second), evidence=evidence)


def _readable(unit: UnitOfWork, lead_ids: Iterable[str]) -> Iterator[Lead]:
    """
    Read leads, and pass over those that cannot be read.
    """
    for one in lead_ids:
        try:
            yield unit.leads.get(one)
        except ConfigurationError:
            continue


def _query(keys: frozenset[str]) -> HeldLeadQuery:
    return HeldLeadQuery(keys=keys, reach=ConflictReach.ANYWHERE, campaign_id=None, other_than=None)


def _given(caller: Caller, unit: UnitOfWork, lead: Lead) -> SimilarLead:
    """
    Return a lead as the supplier may see it: of a request, what was given with it and nothing that the partner wrote
    since.
    """
    if lead.kind is not LeadKind.PRIVATE or caller.scope.partner_id is not None:
        return SimilarLead(lead=caller.scope.shown(lead), evidence=CompanyEvidence.NONE)
    request = unit.records.one(Registration, lead.registration_id or "")
    if request is None:
        raise NotFound("lead", lead.id)
    later = [one for one in unit.timeline.of(lead.id) if one.seq > request.seq]
    values = admitted_values(lead.values, later, caller.setting.programme.schema.leads)
    shared = Lead(
        id=lead.id,
        supplier_id=lead.supplier_id,
        values=values,
        received_at=request.submitted_at,
        modified_at=request.submitted_at,
        kind=lead.kind,
        source=lead.source,
        campaign_id=lead.campaign_id,
        partner_id=lead.partner_id,
        assignee_id=lead.assignee_id,
        registration=lead.registration,
        registration_id=lead.registration_id,
    )
    return SimilarLead(lead=shared, evidence=CompanyEvidence.NONE, request=request)
