"""
Which partners already work a lead's company.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Mapping
from datetime import datetime
from typing import Final

from attrs import define, evolve, field

from leadflow.core.arguments import checked
from leadflow.core.companies import COMMON_FREE_MAIL, CompanyRecord, company_keys, company_of, match_companies
from leadflow.core.conflicts import HeldLead, HeldLeadQuery, asks_for
from leadflow.core.leads import Lead
from leadflow.core.routing.steps import CompanyDetail, Keep, SeveralIncumbents

__all__ = ["Incumbents"]

_MOST_REMEMBERED: Final = 100_000
"""
Of so many leads of a batch the partners are remembered; about as many kilobytes.
"""


@checked
@define(eq=False)
class Incumbents:
    """
    Finds the partners that already work a lead's company, among stored leads and those that were routed before.

    Attributes:
        find: Returns the stored leads that a query asks for, such as a store does; none without it.
        free_mail: Domains of mail providers.
        as_of: Gives the moment as of which a lead is asked about: later leads do not count. None counts all.
    """

    find: Callable[[HeldLeadQuery], Iterable[HeldLead]] | None = None
    free_mail: Collection[str] = field(default=COMMON_FREE_MAIL, repr=False)
    as_of: Callable[[Lead], datetime] | None = None
    _routed: dict[str, list[tuple[int, HeldLead]]] = field(factory=dict, init=False, repr=False)
    _moved: dict[str, str | None] = field(factory=dict, init=False, repr=False)
    _remembered: int = field(default=0, init=False)

    def going_on(self, find: Callable[[HeldLeadQuery], Iterable[HeldLead]]) -> Incumbents:
        """
        Return incumbents that remember the same, and find stored leads by *find*.
        """
        again = Incumbents(find, self.free_mail, self.as_of)
        again._routed, again._moved, again._remembered = self._routed, self._moved, self._remembered
        return again

    def add(self, lead: Lead, partner_id: str) -> None:
        """
        Remember that a lead that is not stored yet was routed to a partner.
        """
        if self._remembered >= _MOST_REMEMBERED:
            return
        self._remembered += 1
        company = company_of(lead.values)
        held = HeldLead(
            lead_id=lead.id,
            partner_id=partner_id,
            campaign_id=lead.campaign_id,
            received_at=lead.received_at,
            company=company,
        )
        for key in company_keys(company, free_mail=self.free_mail):
            self._routed.setdefault(key, []).append((self._remembered, held))

    def move(self, lead: Lead, partner_id: str | None) -> None:
        """
        Take a stored lead as one of this partner from now on, or as one of nobody.
        """
        self._moved[lead.id] = partner_id

    def of(self, lead: Lead, step: Keep) -> tuple[str, ...] | None:
        """
        Return the ids of the partners that work the company of *lead*, by the rule of *step* from the first to the last;
        None if the lead says nothing of what it is compared by.
        """
        company = _compared(company_of(lead.values), step)
        keys = company_keys(company, free_mail=self.free_mail)
        if not keys:
            return None
        query = HeldLeadQuery(keys=keys, reach=step.within, campaign_id=lead.campaign_id, other_than=None)
        by_partner: dict[str, list[datetime]] = defaultdict(list)
        for held in self._held(query, lead):
            if held.partner_id is None or held.requested:
                continue
            if match_companies(company, _compared(held.company, step), free_mail=self.free_mail).same:
                by_partner[held.partner_id].append(held.received_at)
        return _in_order(by_partner, step.several)

    def _held(self, query: HeldLeadQuery, lead: Lead) -> list[HeldLead]:
        """
        Return the other leads that *query* asks for, the earliest first.
        """
        itself, until = {lead.id, lead.duplicated_from}, self.as_of(lead) if self.as_of is not None else None
        stored = self.find(query) if self.find is not None else ()
        counted = (
            one if one.lead_id not in self._moved else evolve(one, partner_id=self._moved[one.lead_id])
            for one in stored
            if one.lead_id not in itself and (until is None or (one.received_at, one.lead_id) < (until, lead.id))
        )
        found = sorted(counted, key=lambda one: (one.received_at, one.lead_id))
        routed = dict(one for key in query.keys for one in self._routed.get(key, ()))
        return found + [routed[number] for number in sorted(routed) if asks_for(query, routed[number])]


def _compared(company: CompanyRecord, step: Keep) -> CompanyRecord:
    """
    Return *company* without what the step does not compare.
    """
    by = step.by
    return CompanyRecord(
        name=company.name if CompanyDetail.COMPANY in by else "",
        email=company.email if CompanyDetail.EMAIL in by else "",
        website=company.website if CompanyDetail.WEBSITE in by else "",
        phone=company.phone if CompanyDetail.PHONE in by else "",
        country=company.country,
        external_ids=company.external_ids if CompanyDetail.ACCOUNT in by else (),
        parent=company.parent if CompanyDetail.PARENT in by else "",
    )


def _in_order(by_partner: Mapping[str, list[datetime]], rule: SeveralIncumbents) -> tuple[str, ...]:
    """
    Return the partners with the times of their leads, the earliest first, in the order of a rule; among equals the one
    with the earliest lead goes first.
    """
    earliest = sorted(by_partner, key=lambda one: min(by_partner[one]))
    match rule:
        case SeveralIncumbents.EARLIEST | SeveralIncumbents.ALL:
            return tuple(earliest)
        case SeveralIncumbents.LATEST:
            return tuple(sorted(earliest, key=lambda one: max(by_partner[one]), reverse=True))
        case SeveralIncumbents.MOST:
            return tuple(sorted(earliest, key=lambda one: len(by_partner[one]), reverse=True))
